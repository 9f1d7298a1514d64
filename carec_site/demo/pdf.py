"""A document of one page (PDF 1.4, ISO 32000), small and with text that can be selected."""

PAGE = (595, 842)  # A4, in points
MARGIN = 64
LEADING = 16


def make_pdf(title: str, text: str) -> bytes:
    """A page in English with `title` above the lines of `text`, which must fit on it."""
    lines = text.strip().split("\n")
    if len(lines) > (PAGE[1] - 3 * MARGIN) // LEADING:
        raise ValueError(f"“{title}” has {len(lines)} lines, too many for one page")
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R /Lang (en) /ViewerPreferences << /DisplayDocTitle true >> >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 6 0 R "
            b"/Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> >>" % PAGE,
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
            _stream(title, lines),
            b"<< /Title %s /Author (CAREC Institute) >>" % _string(title),
        ]
    )


def _stream(title: str, lines: list[str]) -> bytes:
    top = PAGE[1] - MARGIN
    parts = [
        b"0.11 0.25 0.58 rg %d %d %d 4 re f 0 g" % (MARGIN, top, PAGE[0] - 2 * MARGIN),
        b"BT /F2 18 Tf %d %d Td %s Tj ET" % (MARGIN, top - 36, _string(title)),
        b"BT /F1 11 Tf %d %d Td %d TL" % (MARGIN, top - 76, LEADING),
        *(b"%s Tj T*" % _string(line) for line in lines),
        b"ET",
        b"BT /F1 9 Tf %d %d Td %s Tj ET" % (MARGIN, MARGIN - 16, _string("CAREC Institute")),
    ]
    content = b"\n".join(parts)
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _string(text: str) -> bytes:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return b"(%s)" % escaped.encode("cp1252")


def _file(objects: list[bytes]) -> bytes:
    """Number the objects, the first being the catalogue and the last the information, and add the index."""
    data, offsets = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    return data + b"startxref\n%d\n%%%%EOF\n" % start
