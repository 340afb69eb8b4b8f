"""Makes the font of our pictures.

    python make_subset.py NotoSansSC[wght].ttf Unihan_OtherMappings.txt

Takes Noto Sans SC at its regular weight and keeps Latin, the characters of GB 2312 and of China's
Table of General Standard Chinese Characters (Unihan's kTGH), so that names are whole.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

OUT = Path(__file__).with_name("NotoSansSC-Subset.ttf")
SIGNS = "€№™℃★☆●▲▼≤≥≠∞−←↑→↓"
LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2040))


def characters(unihan: Path) -> set[int]:
    """Return the code points to keep."""
    kept = {*LATIN, *map(ord, SIGNS)}
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            kept.update(map(ord, bytes((row, cell)).decode("gb2312", "ignore")))
    for line in unihan.read_text("utf-8").splitlines():
        fields = line.split("\t")
        if fields[0].startswith("U+") and fields[1] == "kTGH":
            kept.add(int(fields[0].removeprefix("U+"), 16))
    return kept


def main(source: Path, unihan: Path) -> None:
    """Write the subset beside this file."""
    font = instantiateVariableFont(TTFont(source), {"wght": 400.0})
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["STAT", "GPOS", "GSUB", "GDEF", "BASE", "vhea", "vmtx", "VORG", "meta"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters(unihan))
    subsetter.subset(font)
    names = font["name"]
    for number, name in (
        (1, "Noto Sans SC"),
        (2, "Regular"),
        (3, "Ownerline's subset of Noto Sans SC Regular"),
        (4, "Noto Sans SC"),
        (6, "NotoSansSC-Regular"),
    ):
        names.setName(name, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 400
    font.save(OUT)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
