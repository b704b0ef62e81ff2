"""What a column looks like: what the words of its header say, and what share of its cells fits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from cem_workbook.data.own.cells import folded

_ENOUGH_CELLS = 50_000  # by which a column is judged, spread evenly over it
_ENOUGH_TEXTS = 2000  # different texts

# Beginnings of words; one that ends with a full stop is a whole word.
_WORDS = {
    "recommend": """recommend nps. promoter. tavsiye öner рекоменд посовет советов порекоменд
        پیشنهاد توصیه""",
    "satisfaction": """satisf csat. memnun tatmin удовлетвор доволен. довольны. довольств
        رضایت راضی خشنود""",
    "effort": """effort ces. easy. ease. easily. difficult kolay zor. zorluk çaba. efor.
        усили легко. легкост просто. простот сложн تلاش آسان سهولت راحتی. سخت""",
    "date": """date. datetime. timestamp. day. submitted. completed. recorded. tarih zaman.
        дата. дате. даты. время. تاریخ زمان.""",
    "group": """branch store. stores. shop. shops. region. segment. channel. department. location.
        city. team. country. site. outlet. office. product. şube mağaza bölge segment kanal şehir.
        birim. departman. филиал отдел регион. магазин канал. город. офис شعبه منطقه فروشگاه بخش.
        استان. شهر. کانال.""",
    "person": """name. names. firstname. lastname. surname. fullname. forename. adı. adınız.
        isim. ismi. soyad имя. имени. фамили отчество. фио. نام. نامخانوادگی. اسم.""",
    "e-mail": """email. emails. mail. mailadresi. eposta. posta. почта. почты. мейл. имейл.
        ایمیل. رایانامه.""",
    "telephone": """phone. telephone. mobile. cell. cellphone. tel. fax. whatsapp. telefon gsm. cep.
        телефон мобильн تلفن موبایل همراه.""",
    "address": """address. ipaddress. ip. street. postcode. zipcode. adres. adresi. адрес. адреса. آدرس.
        نشانی.""",
    "thing": """company. firm. brand. item. campaign. survey. file. project. event. category. ürün
        marka şirket. firma. компани. продукт товар бренд شرکت محصول برند""",
    # a customer's coming and going; “start” and “end” may also be those of a survey
    "joined": """joined. join. joining. signup. signed. since. registered. registration. onboarded.
        onboarding. enrolled. enrolment. enrollment. acquired. activated. activation. membership.
        katılım katıldığı. üyelik. üyeliği. kayıt. kaydı. abonelik. регистрац вступлен подключен
        заключен عضویت ثبت. پیوستن.""",
    "start": """start. started. starting. begin. began. open. opened. opening. başlangıç başlama.
        başladığı. açılış. начал открыт شروع آغاز افتتاح""",
    "left": """left. leaving. cancel churn terminated. termination. exit. exited. quit.
        deactivated. deactivation. unsubscribed. lost. ayrıl iptal. iptali. fesih. feshi. çıkış.
        terk. расторж отключ уход. ухода. ушел. ушёл. отток. оттока. отмен خروج لغو فسخ ترک. قطع.
        انصراف ریزش.""",
    "end": """end. ended. ending. closed. closing. closure. bitiş bitti. sona. kapanış. окончан
        завершен закрыт конец. конца. پایان اتمام بسته.""",
    "contract": """contract agreement. subscription. membership. member. customer. client. policy.
        account. sözleşme üyelik. üye. müşteri abone договор контракт подписк клиент абонент полис
        قرارداد اشتراک عضویت مشتری مشترک""",
    "id": """id. ids. no. nr. num. number. uid. guid. uuid. identifier. key. ref. reference. code.
        numara. numarası. kimlik. kodu. kod. номер. номера. ид. идентификатор код. شناسه شماره
        کد.""",
    "customer": """customer. customers. customerid. client. clients. clientid. member. memberid.
        subscriber. account. accountid. user. userid. müşteri. müşterinin. üye. abone. hesap.
        kullanıcı. клиент. клиента. абонент. абонента. пользовател покупател مشتری مشترک. کاربر.
        عضو.""",
    "row": """response answer respondent. order. invoice. ticket. row. line. case. survey. yanıt cevap
        sipariş fatura satır sıra. ответ заказ чек. строк пункт. پاسخ سفارش فاکتور ردیف.""",
    "duration": """tenure. duration. lifetime. kıdem süre. süresi. стаж. срок. длительност
        продолжительност مدت. سابقه. طول.""",
    "short": """second seconds sec. minute minutes min. hour saniye dakika. saat секунд минут час.
        ثانیه دقیقه ساعت""",
}
_FOLDED = {role: folded(words).split() for role, words in _WORDS.items()}


def says(header: str, *topics: str) -> bool:
    """Tell whether a word of a header speaks of one of the topics, in four languages.

    Args:
        header: the column name.
        *topics: such as `recommend` or `date`.
    """
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header.replace("_", " "))
    words = re.findall(r"[^\W\d_]+", re.sub(r"\be-(?=mail|posta)", "e", folded(apart)))
    if "id" in topics and re.search("[#№]", header):
        return True
    return any(
        word == start[:-1] if start.endswith(".") else word.startswith(start)
        for topic in topics
        for start in _FOLDED[topic]
        for word in words
    )


def answers_of(cells: Sequence[str]) -> Counter[str]:
    """Return how often each text stands in a column, of the most frequent texts.

    A long column is judged by cells spread evenly over it.

    Args:
        cells: the cells of the column; blank ones do not count.
    """
    counts = Counter(cells[:: len(cells) // _ENOUGH_CELLS + 1])
    del counts[""]
    return Counter(dict(counts.most_common(_ENOUGH_TEXTS)))


def share_of(answers: Counter[str], fits: Callable[[str], bool]) -> float:
    """Return the share of the filled cells that fit; 0 if there are none.

    Args:
        answers: as `answers_of` gives them.
        fits: tells whether a text fits.
    """
    fitting = sum(count for text, count in answers.items() if fits(text))
    return fitting / (answers.total() or 1)


def digits(text: str) -> int:
    """Return how many digits, of any script, are in a text.

    Args:
        text: the text.
    """
    return sum(c.isdigit() for c in text)


def quoted(columns: Iterable[str]) -> str:
    """Return column names as they stand in a sentence.

    Args:
        columns: the names.
    """
    return ", ".join(f"“{column}”" for column in columns)
