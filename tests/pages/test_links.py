import pytest
from django.core.exceptions import ValidationError

from pages.links import SiteValidator, validate_security_contact, validate_telephone, validate_wechat

LINKEDIN = SiteValidator("linkedin.com")


@pytest.mark.parametrize(
    "address", ["https://www.linkedin.com/company/none", "https://cn.linkedin.com/in/none/"]
)
def test_address_of_an_account_is_accepted(address):
    LINKEDIN(address)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("https://example.org/linkedin.com", "This address does not lead to linkedin.com. "),
        ("https://notlinkedin.com/company/none", "This address does not lead to linkedin.com. "),
        ("https://linkedin.com@example.org/none", "This address does not lead to linkedin.com. "),
        ("https://www.linkedin.com/", "Enter the whole address of the account: https://linkedin.com/"),
        ("http://www.linkedin.com/company/none", "Enter the whole address of the account: "),
    ],
)
def test_address_of_something_else_is_refused(address, sentence):
    with pytest.raises(ValidationError) as refused:
        LINKEDIN(address)

    assert refused.value.messages[0].startswith(sentence)


@pytest.mark.parametrize(
    ("check", "accepted", "refused"),
    [
        (validate_wechat, "no-such_institute1", ["short", "1digit", "with space", "a" * 21, "имя-имя"]),
        (validate_telephone, "+000 (00) 000-0000", ["000 0000", "+00", "+00 none", "+0000000\n"]),
        (validate_security_contact, "a@example.org", ["nobody", "http://example.org/", "a@", "javascript:x"]),
        (validate_security_contact, "https://example.org/report", ["https://", "mailto:a@example.org"]),
    ],
)
def test_contacts_are_checked(check, accepted, refused):
    check(accepted)
    for each in refused:
        with pytest.raises(ValidationError):
            check(each)
