"""The order in which readers look for a name, the same on every database server, whatever it can sort by."""

from anyascii import anyascii


def place(name: str, language: str) -> list[str]:
    """What to sort by: Russian letters, the pinyin of Chinese characters, else letters without marks."""
    if language == "ru":
        return [name.casefold().replace("ё", "е")]
    if language == "zh-hans":
        return [anyascii(character).casefold() for character in name]
    return [anyascii(name).casefold()]
