"""What a PDF says of itself: title, language, dates, and the standards that it keeps.

PDF/UA-1 and PDF/A-2a want it as XMP (ISO 14289-1, 7.1; ISO 19005-2, 6.6), in agreement with the
document's information.
"""

from datetime import UTC, datetime
from functools import cache
from xml.sax.saxutils import escape

PRODUCER = "LibDesk"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{made}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that is kept</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def xmp(title: str, language: str, made_at: datetime) -> bytes:
    """Return the XMP packet of a document.

    Args:
        title: its title; a plain line, without signs that no file can hold.
        language: as BCP 47 has it.
        made_at: when it was made (aware).
    """
    made = made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    return _XMP.format(
        title=escape(title), language=escape(language), made=made, producer=PRODUCER
    ).encode()


def pdf_date(made_at: datetime) -> str:
    """Return a moment (aware) as the document's information has it."""
    return made_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")


@cache
def srgb_profile() -> bytes:
    """Return the ICC profile of sRGB, as Little CMS makes it."""
    from PIL import ImageCms  # noqa: PLC0415 - only when a paper is made

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
