"""What customers write in the comment box: sentences by sector, cause and tone. All invented.

A comment is one of these sentences, with or without a closing one. Every text in a sector's
catalogue is unique, so that a page can look up what a comment is truly about.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cem_workbook.data.sectors import Sector

GOOD, MIXED, BAD = "good", "mixed", "bad"
HANDLING = "handling"  # how a complaint was dealt with; `RECOVERED` when it was made good
RECOVERED = "recovered"

# {helper} and {visit} are the sector's own words.
_COMMON: dict[tuple[str, str], tuple[str, ...]] = {
    ("waiting", BAD): (
        "I waited far too long.",
        "The queue did not move.",
        "Half of my break was gone before anybody looked up.",
        "Too few people at work, and all of us waiting.",
    ),
    ("waiting", MIXED): (
        "Good in the end, but the wait spoils it.",
        "Nice people. Shorter queues would be nicer.",
        "Worth it, once it was my turn.",
    ),
    ("waiting", GOOD): (
        "Hardly any wait at all.",
        "Quick, as it should be.",
        "In and out in no time.",
    ),
    ("effort", BAD): (
        "Why must I explain everything three times?",
        "Much too complicated.",
        "I was sent from one person to the next.",
    ),
    ("effort", MIXED): (
        "It worked, but not at the first attempt.",
        "In the end I got what I wanted, with some running about.",
        "One form less and I would be happy.",
    ),
    ("effort", GOOD): (
        "So easy that I was surprised.",
        "Simple from start to end.",
        "I did not have to explain anything twice.",
    ),
    ("staff", BAD): (
        "The {helper} did not even look at me.",
        "One-word answers from the {helper}.",
        "The {helper} was busy with something else while I talked.",
    ),
    ("staff", MIXED): (
        "It depends on which {helper} you get.",
        "Polite, but in a hurry.",
        "The {helper} was kind and did not know much.",
    ),
    ("staff", GOOD): (
        "The {helper} listened to me.",
        "A kind and patient {helper}.",
        "They remembered me from the last {visit}.",
        "The {helper} told me honestly what I do not need.",
    ),
    (HANDLING, BAD): (
        "I complained, and they told me it was my own fault.",
        "They deny everything.",
        "They listened and did nothing.",
        "Nobody could decide anything about my complaint.",
    ),
    (HANDLING, MIXED): (
        "They explained my complaint away, politely.",
        "My complaint was answered, but it took its time.",
    ),
    (RECOVERED, BAD): ("They put it right, after a fight.",),
    (RECOVERED, MIXED): ("A mistake, an apology, and it was made good.",),
    (RECOVERED, GOOD): (
        "Something went wrong and they put it right at once.",
        "They said sorry and made it good. That is how to do it.",
    ),
}

_OWN: dict[str, dict[tuple[str, str], tuple[str, ...]]] = {
    "bank": {
        ("price", BAD): ("Every year a new fee.", "Dear for what it is."),
        ("price", MIXED): ("Good bank, high fees.", "I can live with the fees, just."),
        ("price", GOOD): ("Fair fees, clearly shown.", "No fee that I did not know of."),
        ("product", BAD): ("The account does not fit my life.", "Three accounts, and none fits."),
        ("product", MIXED): ("The card is fine, the app is not.", "It does what a bank does."),
        ("product", GOOD): ("The app does all I need.", "The advice on the loan was honest."),
        ("wrong fee", BAD): (
            "They charged me a fee that nobody had told me of.",
            "A fee for an account I closed.",
            "I found the wrong fee myself.",
        ),
        ("blocked card", BAD): (
            "My card was blocked and I stood at the till without money.",
            "Card blocked on a Friday evening.",
        ),
        ("late transfer", BAD): (
            "The transfer took six days and the rent was late.",
            "My wages went out on time, the bank did not.",
        ),
        ("app failed", BAD): ("The app failed again.", "The app threw me out twice."),
        ("unclear letter", BAD): ("I do not understand the letter you sent.",),
    },
    "insurer": {
        ("price", BAD): ("The premium rises and the cover does not.", "Too dear."),
        ("price", MIXED): ("Good cover, if only it were cheaper.", "Neither cheap nor dear."),
        ("price", GOOD): (
            "A fair premium.",
            "The premium went down when we moved. Thank you for noticing.",
        ),
        ("product", BAD): (
            "I was sold more cover than I need.",
            "The policy does not fit a tenant.",
        ),
        ("product", MIXED): ("The policy fits, the words in it do not.", "I hope I never need it."),
        ("product", GOOD): (
            "They told me which policy I do not need.",
            "The policy fits us well.",
        ),
        ("slow claim", BAD): (
            "Three weeks and no word about my claim.",
            "I am still waiting for my claim.",
            "The car stands there and the claim does not move.",
        ),
        ("claim cut short", BAD): (
            "They paid half of the damage.",
            "The claim was cut without a word of explanation.",
        ),
        ("surprise in the small print", BAD): (
            "The advertisement promised it, the small print takes it away.",
            "Nobody told me that water is not covered.",
        ),
        ("wrong premium", BAD): ("The premium on the letter was wrong.",),
        ("lost papers", BAD): ("You lost my papers and I had to send them all again.",),
    },
    "phone shop": {
        ("price", BAD): ("The same phone is cheaper around the corner.", "Overpriced cables."),
        ("price", MIXED): ("Good shop, not a cheap one.", "The price was all right."),
        ("price", GOOD): ("A good price, and no tricks.", "Cheaper than I feared."),
        ("product", BAD): ("Little choice.", "The cover does not fit the phone."),
        ("product", MIXED): ("Nice phone, poor charger.", "It does what a phone does."),
        ("product", GOOD): ("The phone does what they said.", "Good choice of phones."),
        ("faulty phone", BAD): (
            "The phone broke after a week.",
            "The screen went dark on the second day.",
            "A faulty phone, sold as new.",
        ),
        ("refund refused", BAD): (
            "Goods sold are not taken back, they said.",
            "No refund, although the box was still closed.",
        ),
        ("late repair", BAD): (
            "The repair was promised for Monday. It is Friday.",
            "Two weeks without my phone.",
        ),
        ("wrong price", BAD): ("One price on the shelf, another at the till.",),
        ("part not in stock", BAD): ("The part is always coming next week.",),
    },
    "restaurant": {
        ("price", BAD): ("Small plates, big bill.", "Dear for a Tuesday lunch."),
        ("price", MIXED): (
            "Good food, a little dear.",
            "The lunch is worth it, the dinner is not.",
        ),
        ("price", GOOD): ("Good food for the money.", "Full and not poor."),
        ("product", BAD): ("The soup tasted of nothing.", "The same menu for two years."),
        ("product", MIXED): (
            "The starter was good, the main course was not.",
            "Nothing special, nothing bad.",
        ),
        ("product", GOOD): ("The best fish in town.", "We wiped our plates with the bread."),
        ("meat not cooked through", BAD): (
            "The meat was raw inside.",
            "My chicken was pink.",
            "The meat was not cooked through.",
        ),
        ("cold food", BAD): ("The food came cold.", "Cold soup, and not on purpose."),
        ("wrong order", BAD): (
            "I asked for rice and got noodles.",
            "They brought the dish of the next table.",
        ),
        ("wrong bill", BAD): ("Two coffees on the bill that we did not have.",),
        ("lost booking", BAD): ("We had booked, and there was no table.",),
    },
}

_ENDINGS: dict[str, tuple[str, ...]] = {
    GOOD: ("", "Thank you.", "I will tell my friends."),
    MIXED: ("", "You can do better."),
    BAD: ("", "Please do something about it.", "I am looking elsewhere."),
}


@dataclass(frozen=True)
class Catalogue:
    """All comments of a sector: the text, true cause and tone of each, and where each kind begins.

    Attributes:
        texts: the comments; all different.
        causes: what each is about, a topic of the sector or one of the common causes.
        tones: good, mixed or bad.
        kinds: for each (cause, tone) the position of its first comment, and how many there are.
    """

    texts: tuple[str, ...]
    causes: tuple[str, ...]
    tones: tuple[str, ...]
    kinds: dict[tuple[str, str], tuple[int, int]]

    def about(self, comment: str) -> tuple[str, str]:
        """Return the true cause and tone of a comment from this sector's surveys."""
        place = self.texts.index(comment)
        return self.causes[place], self.tones[place]


@lru_cache(maxsize=8)
def catalogue(sector: Sector) -> Catalogue:
    """Return every comment that customers of this sector write."""
    texts: list[str] = []
    causes: list[str] = []
    tones: list[str] = []
    kinds: dict[tuple[str, str], tuple[int, int]] = {}
    for (cause, tone), sentences in (_COMMON | _OWN[sector.name]).items():
        written = [
            f"{sentence.format(helper=sector.helper, visit=sector.visit)} {ending}".strip()
            for sentence in sentences
            for ending in _ENDINGS[tone]
        ]
        kinds[cause, tone] = (len(texts), len(written))
        texts += written
        causes += [cause] * len(written)
        tones += [tone] * len(written)
    return Catalogue(tuple(texts), tuple(causes), tuple(tones), kinds)
