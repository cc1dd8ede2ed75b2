"""Papers as pictures: to look at them, and to see where on a page something is painted.

By hand: `python -m tests.documents.pictures PAPER.pdf FOLDER` writes a PNG for each page.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

Box = tuple[float, float, float, float]
POINTS_PER_INCH = 72


def pages(content: bytes, dots_per_inch: int = 96) -> Iterator[Image.Image]:
    """Yield each page as it would be printed, on white."""
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            yield page.render(scale=dots_per_inch / POINTS_PER_INCH).to_pil().convert("RGB")
            page.close()


def ink(picture: Image.Image, dots_per_inch: int = 96) -> Box | None:
    """Return where on a page anything is painted; None for an empty page.

    Returns:
        The distances of what is painted from the page's edges, in points: left, top, right, bottom.
    """
    white = Image.new("RGB", picture.size, "white")
    found = ImageChops.difference(picture, white).getbbox()
    if found is None:
        return None
    left, top, right, bottom = found
    points = POINTS_PER_INCH / dots_per_inch
    return (
        left * points,
        top * points,
        (picture.width - right) * points,
        (picture.height - bottom) * points,
    )


def write(content: bytes, folder: Path, name: str, dots_per_inch: int = 96) -> list[Path]:
    """Write each page as a PNG into a folder; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number, picture in enumerate(pages(content, dots_per_inch), 1):
        written.append(folder / f"{name}-{number:02}.png")
        picture.save(written[-1])
    return written


if __name__ == "__main__":
    _paper = Path(sys.argv[1])
    for _path in write(_paper.read_bytes(), Path(sys.argv[2]), _paper.stem):
        sys.stdout.write(f"{_path}\n")
