"""What headings mean in the languages of the region, and the file of an operator's own."""

import tomllib

import pytest
from django.core.exceptions import ImproperlyConfigured

from events.participants_import.columns.headings import HEADINGS, OWN, WORDS, heading_key, load
from events.participants_import.columns.meanings import FIELDS

TABLES = tomllib.loads(OWN.read_text(encoding="utf-8"))
LANGUAGES = {name: table for name, table in TABLES.items() if name != WORDS}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Ф.И.О. участника", "full_name"),
        ("Электронный адрес", "email"),
        ("Адрес эл. почты", "email"),
        ("e-mail адрес", "email"),
        ("Your e-mail", "email"),
        ("Name of the participant", "full_name"),
        ("1. Пожалуйста, укажите Ваше ФИО (как в паспорте) *", "full_name"),
        ("Position held", "job_title"),
        ("英文姓名", "full_name"),
        ("请填写您的姓名（必填）", "full_name"),
        ("联系邮箱", "email"),
        ("Speaker/Participant", "role"),
        ("Title (Mr./Ms./Dr.)", "honorific"),
        ("Title", "job_title"),
        ("Father's name", ""),
        ("4. How will you attend?", "mode"),
        ("出席方式", "mode"),
        ("5. Do you agree that your name is published?", "consent"),
        ("Согласен на публикацию имени", "consent"),
        ("Согласен(на) на публикацию моего имени в списке участников", "consent"),
        ("Даю согласие на размещение моих фамилии и имени на сайте", "consent"),
        ("I agree to my name being published in the list of participants", "consent"),
        ("Do you consent to be included in the public list of participants?", "consent"),
        ("Соглашаюсь на включение моего имени в список участников", "consent"),
        ("同意公开姓名", "consent"),
        ("本人同意将姓名列入参会名单并公布", "consent"),
        ("同意公示", "consent"),
        ("Атымды тізімде жариялауға келісемін", "consent"),
        ("Ismim ro‘yxatda e’lon qilinishiga roziman", "consent"),
        # the languages of the region
        ("ADI VƏ SOYADI", "full_name"),
        ("İştirakçı", "full_name"),
        ("Vəzifə", "job_title"),
        ("სახელი და გვარი", "full_name"),
        ("ელ-ფოსტა", "email"),
        ("Аты-жөні", "full_name"),
        ("Жұмыс орны", "organisation"),
        ("Аты-жөнү", "full_name"),
        ("Кызмат орду", "job_title"),
        ("Овог, нэр", "full_name"),
        ("Албан тушаал", "job_title"),
        ("Ному насаб", "full_name"),
        ("Кишвар", "country"),
        ("Familiýasy, ady", "full_name"),
        ("Wezipesi", "job_title"),
        ("To‘liq ismi", "full_name"),
        ("Toʻliq ismi", "full_name"),
        ("Ф.И.Ш.", "full_name"),
        ("Иш жойи", "organisation"),
        ("ای میل", "email"),
        ("عہدہ", "job_title"),
        ("نام و تخلص", "full_name"),
        ("كشور", "country"),  # with the letter of an Arabic keyboard
        ("بریښنالیک", "email"),
    ],
)
def test_heading_is_understood(heading, field):
    assert HEADINGS.guess(heading) == field


@pytest.mark.parametrize(
    "heading",
    [
        "Согласие на обработку персональных данных",
        "Даю согласие (на обработку персональных данных) и на публикацию имени",
        "Consent to the processing of my personal data",
        "Согласие на обработку и публикацию персональных данных",
        "I agree to the processing of my personal data and to my name being published",
        "同意处理个人信息并公开姓名",
        "Не согласен на публикацию моего имени",
        "I do not agree to my name being published",
        "不同意公开姓名",
        "I refuse consent to the publication of my name",
        "I withdraw my consent to my name being published",
        "Opt out of the publication of my name (I agree)",
        "Отказ от согласия на публикацию моего имени",
        "Отзыв согласия на публикацию имени",
        "我拒绝同意公开姓名",
        "I agree to the publication of my company’s name",
        "Согласие на публикацию фотографий с моим именем",
        "Consent to publish my paper under my name",
        "Соглашаюсь на включение моего имени в список рассылки",
        "同意处理个人信息",
        "Fərdi məlumatların emalına razılıq",
        "თანხმობა პერსონალურ მონაცემთა დამუშავებაზე",
        "Дербес деректерді өңдеуге келісім",
        "Жеке маалыматты иштетүүгө макулдук",
        "Хувийн мэдээлэл боловсруулахыг зөвшөөрөх",
        "Розигӣ ба коркарди маълумоти шахсӣ",
        "Şahsy maglumatlary işlemäge razylyk",
        "Shaxsiy ma’lumotlarni qayta ishlashga rozilik",
        "Шахсий маълумотларни қайта ишлашга розилик",
        "ذاتی معلومات کے استعمال کی اجازت",
        "رضایت برای استفاده از معلومات شخصی",
        "Согласие",
        "Consent",
        "同意",
    ],
)
def test_consent_to_something_else_is_no_consent_to_be_listed(heading):
    assert HEADINGS.guess(heading) == ""


def test_every_language_names_known_fields_and_no_two_disagree():
    meanings = {}
    for table in LANGUAGES.values():
        for field, words in table.items():
            for word in words:
                meanings.setdefault(heading_key(word), set()).add(field)

    assert len(LANGUAGES) == 14
    assert {field for table in LANGUAGES.values() for field in table} == set(FIELDS)
    assert {word: several for word, several in meanings.items() if len(several) > 1} == {}
    assert [word for word in meanings if not HEADINGS.guess(word)] == []


def own_file(tmp_path, content):
    path = tmp_path / "own.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def test_file_of_an_operator_adds_headings_and_wins(tmp_path):
    file = own_file(
        tmp_path,
        '[armenian]\nfull_name = ["Անուն Ազգանուն"]\nrole = ["title"]\n[words]\npersonal_data = ["տվյալներ"]',
    )

    headings = load(file)

    assert [headings.guess(text) for text in ("ԱՆՈՒՆ, ազգանուն", "Title", "E-mail", "անձնական տվյալներ")] == [
        "full_name",
        "role",
        "email",
        "",
    ]
    assert headings.is_about_data("անձնական տվյալներ")


@pytest.mark.parametrize(
    ("heading", "is_mixed"),
    [
        ("Согласие на обработку и публикацию персональных данных", True),
        ("Даю согласие (на обработку персональных данных) и на публикацию имени", True),
        ("I agree to the processing of my personal data and to my name being published", True),
        ("同意处理个人信息并公开姓名", True),
        ("Согласие на обработку персональных данных", False),
        ("Consent to the processing of my personal data", False),
        ("I agree that my personal data be included in your database", False),
        ("Согласен(на) на публикацию моего имени в списке участников", False),
    ],
)
def test_consent_to_data_processing_and_publication_in_one_is_told_from_others(heading, is_mixed):
    assert HEADINGS.is_about_data_and_publication(heading) == is_mixed


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[armenian", "it is no TOML: "),
        (b"[armenian]\nfull_name = ['\xc0\xed']", "it is not written in UTF-8."),
        (
            'full_name = ["x"]',
            "“full_name” stands outside a table; write a line such as [my-headings] above it.",
        ),
        ('[armenian]\nfull_name = "x"', "“full_name” in [armenian] must be a list of texts, "),
        ('[armenian]\nsurname = ["x"]', "“surname” in [armenian] is none of attended, consent, country, "),
    ],
)
def test_bad_file_of_an_operator_is_refused_with_a_sentence(tmp_path, content, reason):
    file = own_file(tmp_path, content)

    with pytest.raises(ImproperlyConfigured) as refused:
        load(file)

    assert str(refused.value).startswith(f"HEADINGS_FILE: {file} can't be used: {reason}")


def test_missing_file_of_an_operator_is_refused_with_a_sentence():
    with pytest.raises(ImproperlyConfigured) as refused:
        load("/nowhere/own.toml")

    assert str(refused.value) == "HEADINGS_FILE: /nowhere/own.toml can't be used: No such file or directory."
