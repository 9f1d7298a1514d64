from tests.events.officers import make_member
from tests.factories import make_person


def test_suggestions_for_a_word_with_nul_are_those_without(client, db):
    client.force_login(make_member("Event officers"))
    person = make_person("Aigul Saparova")
    field = {"app_label": "events", "model_name": "participation", "field_name": "person"}

    found = client.get("/admin/autocomplete/", {**field, "term": "Aigul\0"}).json()["results"]

    assert [each["id"] for each in found] == [str(person.pk)]
