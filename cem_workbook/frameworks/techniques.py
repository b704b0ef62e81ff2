"""What one can do to the person in front of one, and what it is called: techniques and mistakes.

The nine techniques and their note are those of [004 · Techniques], the five standards those of
[004 · 5 standards]. The mistakes are those of [004 · Mistakes], [003 · Mistakes] and
[000 · Challenges of becoming], the signs of disrespect those of [004 · Techniques › Respect].
What the sources' examples show, good or bad, stands with the example. Three are the course's own.
The wording is ours.
"""

from __future__ import annotations

from dataclasses import dataclass

TECHNIQUE, STANDARD, EXAMPLE = "technique", "standard", "example"
MISTAKE, DISRESPECT, POOR_EXAMPLE = "mistake", "sign of disrespect", "poor example"
KINDS = (TECHNIQUE, STANDARD, EXAMPLE, MISTAKE, DISRESPECT, POOR_EXAMPLE)

_OWN = "the course's own"


@dataclass(frozen=True)
class Named:
    """Something said or done to a customer that has a name.

    Attributes:
        key: a short word that never changes; conversations name it.
        name: what it is called.
        kind: one of KINDS.
        means: what it is, in a sentence or two.
        tag: the article that says so, or "the course's own".
    """

    key: str
    name: str
    kind: str
    means: str
    tag: str

    @property
    def helps(self) -> bool:
        """Whether it is meant to help; whether it does depends on the circumstances."""
        return self.kind in (TECHNIQUE, STANDARD, EXAMPLE)


_T = "[004 · Techniques]"
_S = "[004 · 5 standards]"
_M4 = "[004 · Mistakes]"
_M3 = "[003 · Mistakes]"

TECHNIQUES = (
    Named("circumstances", "managing the situation", TECHNIQUE,
          "The idea stays, the way changes with the circumstances. There is no fixed formula.", _T),
    Named("patience", "patience", TECHNIQUE,
          "Answer every sort of request without anger or tiredness. It gives a feeling of worth.",
          _T),
    Named("unnamed", "patience with a problem without a name", TECHNIQUE,
          "Customers may not know yet what their problem is, and still seek a solution.", _T),
    Named("respect", "respect", TECHNIQUE,
          "Everybody expects respect for their views. Even an unreasonable request gets a patient "
          "explanation.", _T),
    Named("trust", "building trust", TECHNIQUE,
          "People stay loyal only to a business they trust. It takes long, and honesty.", _T),
    Named("clear", "clear communication", TECHNIQUE,
          "Plain words that can be read in one way only. Customers do not decode.", _T),
    Named("promise", "keeping one's promise", TECHNIQUE,
          "Promise what lies within your authority, and keep it. What advertising says is a "
          "promise, too.", _T),
    Named("former", "keeping in contact", TECHNIQUE,
          "Former customers know you: a part of the trust is there already. Stay in touch.", _T),
    Named("listening", "good listening", TECHNIQUE,
          "It takes prejudice away, meets the need precisely, and shows respect.", _T),
    Named("time", "time management", TECHNIQUE,
          "Value the customer's time. You cannot give each as much as they like.", _T),
)  # fmt: skip
"""The nine techniques, and the note on patience as one of its own."""

STANDARDS = (
    Named("empathy", "empathy", STANDARD,
          "Understand what somebody needs and feels, and why they act as they do.", _S),
    Named("culture", "culture", STANDARD,
          "People and departments go along, so that advertising, product and talk fit together.",
          _S),
    Named("shared", "customers' views for all staff", STANDARD,
          "What customers say goes into the hands of all staff, not of sales and marketing alone.",
          _S),
    Named("interaction", "direct contact", STANDARD,
          "Direct contact with customers, and not only to sell.", _S),
    Named("making good", "compensation for loss", STANDARD,
          "The customer's satisfaction comes before extra income: the loss is made good.", _S),
)  # fmt: skip

EXAMPLES = (
    Named("apology", "open welcome and apology", EXAMPLE,
          "The manager receives the complaint openly, and apologises.", "[004 · Restaurant]"),
    Named("asking why", "asking why they leave", EXAMPLE,
          "Whoever asks those who leave learns what drives others away.", "[000 · Churn]"),
    Named("new way", "offering a new way of service", EXAMPLE,
          "Faster service, new technology, service on the internet.", "[004 · Bank]"),
    Named("will it help", "will it help the customer?", EXAMPLE,
          "The question before each step. Where the answer is no, the step is not taken.",
          "[004 · Insurance]"),
    Named("informed", "keeping the customer informed", EXAMPLE,
          "The customer can follow each stage without asking.", "[001 · Websites]"),
    Named("loop", "closing the loop", EXAMPLE,
          "The cause is mended too, and the customer hears of it.", _OWN),
)  # fmt: skip
"""What the sources' good examples show."""

MISTAKES = (
    Named("ignoring", "ignoring the customer", MISTAKE, "The customer is there; nobody sees it.",
          _M4),
    Named("unavailable", "being unavailable", MISTAKE,
          "Nobody is there, or the one who could help cannot be reached.", _M4),
    Named("forgotten", "no contact with old customers", MISTAKE,
          "Somebody who used to come hears nothing, or is treated as a stranger.", _M4),
    Named("no authority", "no authority", MISTAKE,
          "Staff who may decide nothing send people on. It is the firm's mistake.", _M4),
    Named("dishonest", "lack of honesty", MISTAKE,
          "Something untrue, or half of the truth where the other half counts.", _M4),
    Named("rivals", "running down competitors", MISTAKE,
          "Bad words about somebody else instead of good ones about the matter.", _M4),
    Named("good enough", "thinking that friendliness is enough", MISTAKE,
          "“We are customer-oriented, so all is well.” Feedback and loyalty are not followed.",
          _M3),
    Named("complaint unheard", "ignoring a complaint, or a poor answer to it", MISTAKE,
          "A complaint or a bad review is passed over, or answered beside the point.", _M3),
    Named("standard", "no personal approach", MISTAKE,
          "A ready-made answer for an individual request.", _M3),
    Named("silos", "silos", MISTAKE,
          "“That is another department.” Nobody shares what they know.",
          "[000 · Challenges of becoming]"),
)  # fmt: skip

DISRESPECTS = (
    Named("stern", "stern or cold talk", DISRESPECT,
          "The tone of an office to somebody who came as a person.", "[004 · Techniques › Respect]"),
    Named("unexplained", "too little explanation", DISRESPECT,
          "A decision without its reason.", "[004 · Techniques › Respect]"),
    Named("one word", "one-word answers", DISRESPECT,
          "“Yes.” “No.” “Soon.”", "[004 · Techniques › Respect]"),
    Named("other work", "other work while talking", DISRESPECT,
          "Half of the attention is on a screen, or on somebody else.",
          "[004 · Techniques › Respect]"),
)  # fmt: skip

POOR_EXAMPLES = (
    Named("denial", "denial", POOR_EXAMPLE,
          "“It had no fault.” “Nobody else complained.”", "[004 · Shop], [004 · Restaurant]"),
    Named("rule", "“goods sold are not taken back”", POOR_EXAMPLE,
          "A rule is held up where an answer is due.", "[004 · Shop]"),
    Named("excuse", "excuse", POOR_EXAMPLE,
          "The fault is justified by dear ingredients, staff costs and the like.",
          "[004 · Restaurant]"),
    Named("sales first", "sales before the customer", POOR_EXAMPLE,
          "The customer feels that selling comes first.", "[004 · CC or more sales?]"),
    Named("vague", "vague wording", POOR_EXAMPLE,
          "“Soon.” Words that can be read in several ways.", "[004 · Techniques]"),
    Named("beyond authority", "a promise beyond one's authority", POOR_EXAMPLE,
          "Promised without being able to keep it. It may cost all of the trust.",
          "[004 · Techniques]"),
    Named("hollow sorry", "an apology and nothing else", POOR_EXAMPLE,
          "“Sorry”, and afterwards everything is as before.", _OWN),
    Named("money only", "money instead of an answer", POOR_EXAMPLE,
          "Something is paid so that the talk may end. Nobody has asked what it was about.", _OWN),
)  # fmt: skip
"""What the sources' bad examples show, and two of the course's own."""

ALL = (*TECHNIQUES, *STANDARDS, *EXAMPLES, *MISTAKES, *DISRESPECTS, *POOR_EXAMPLES)
NAMED = {each.key: each for each in ALL}
"""Every technique and mistake, by its key."""
