import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from pages.models import Institute, PagePerson
from tests.factories import make_page, make_person

pytestmark = pytest.mark.django_db


def refusal(page):
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    return refused.value.message_dict


def test_page_below_itself_is_refused_by_form_and_database():
    page = make_page()
    page.parent = page

    assert refusal(page) == {"parent": ["A page can’t stand below itself."]}
    with pytest.raises(IntegrityError, match="pages_page_not_below_itself"), transaction.atomic():
        page.save()


def test_page_below_one_of_its_own_is_refused():
    top = make_page("Top")
    middle = make_page("Middle", parent=top)
    top.parent = make_page("Bottom", parent=middle)

    assert refusal(top) == {"parent": ["“Bottom” stands below this page, so this page can’t stand below it."]}


def test_pages_below_a_deleted_one_stay():
    top = make_page("Top")
    below = make_page("Below", parent=top)

    top.delete()
    below.refresh_from_db()

    assert (below.parent, below.is_published) == (None, True)


def test_person_is_named_once_on_a_page():
    page, person = make_page(), make_person()
    PagePerson.objects.create(page=page, person=person)

    with pytest.raises(IntegrityError, match="pages_person_once_per_page"), transaction.atomic():
        PagePerson.objects.create(page=page, person=person)


def test_there_is_one_institute():
    assert Institute.objects.count() == 1
    with pytest.raises(IntegrityError, match="pages_institute_is_one"), transaction.atomic():
        Institute.objects.create(pk=2)


def test_number_for_dialling_has_digits_alone():
    assert Institute(telephone="+000 (00) 000-0000").telephone_digits == "+000000000000"


def test_name_in_menus_is_never_a_short_title_of_another_language():
    page = make_page("Terms of use", short_title_en="Terms", title_ru="Условия", body_ru="<p>a</p>")

    names = {}
    for code in ("en", "ru", "zh-hans"):
        with translation.override(code):
            names[code] = page.name

    assert names == {"en": "Terms", "ru": "Условия", "zh-hans": "Terms"}
