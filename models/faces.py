"""The faces of the training pictures: Debian's packages, unpacked into a folder of their own and not installed.

    python -m models.faces FOLDER

downloads and unpacks them (600 MB, most of it texlive-fonts-extra). The faces of the scans that the program is
measured on (`MEASURED_ON`) are left out, and so are their close kin.
"""

import argparse
import functools
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from fontTools.ttLib import TTFont

PACKAGES = """
    fonts-adf-baskervald fonts-adf-berenis fonts-adf-gillius fonts-adf-libris fonts-adf-romande fonts-adf-tribun
    fonts-adf-universalis fonts-arkpandora fonts-b612 fonts-bpg-georgian fonts-cantarell fonts-cardo
    fonts-century-catalogue fonts-clear-sans fonts-cmu fonts-compagnon fonts-dejavu-core fonts-fanwood
    fonts-gfs-artemisia fonts-gfs-baskerville fonts-gfs-didot fonts-gfs-didot-classic fonts-go fonts-goudybookletter
    fonts-hack-ttf fonts-inconsolata fonts-inter fonts-junicode fonts-linuxlibertine fonts-lindenhill fonts-ocr-b
    fonts-open-sans fonts-paratype fonts-prociono fonts-quattrocento fonts-roboto-slab fonts-roboto-unhinted
    fonts-sil-charis fonts-sil-gentiumplus fonts-stix fonts-texgyre fonts-tlwg-mono-ttf fonts-tlwg-typewriter-ttf
    fonts-tlwg-typist-ttf fonts-tlwg-typo-ttf fonts-tuffy fonts-urw-base35 fonts-vollkorn fonts-yrsa-rasa
    texlive-fonts-extra
""".split()

MEASURED_ON = """
    LiberationSerif LiberationSans LiberationSansNarrow Carlito Caladea FreeSerif DejaVuSerif NotoSerif OldStandard
    Essays1743 GNUTypewriter EBGaramond CourierPrime
""".split()

# Beginnings of file names, by kind of face. Those of HELD_OUT are for the development set alone.
_KINDS = {
    "serif": """
        STIX-Regular STIX-Italic STIX-Bold STIX2Text XITS-Regular XITS-Italic PTF CharisSIL GentiumPlus
        LinLibertine_R Vollkorn- texgyrepagella texgyreschola texgyrebonum C059 P052 URWBookman XCharter-
        Heuristica- Erewhon- Crimson- Cochineal- SourceSerifPro- Merriweather-Re Merriweather-It Merriweather-Bold
        Alegreya-Re Alegreya-It Alegreya-Bold LibreBaskerville- Spectral-Re Spectral-It Domitian- ETbb-
        IBMPlexSerif-Re IBMPlexSerif-It IBMPlexSerif-Bold antpolt Bitter- Arvo RobotoSlab-Re Tymes Yrsa-Re
        TribunADFStd- Quattrocento-Re GFSArtemisia cmunrm cmunti cmunbx Libertinus LibertinusSerif-
    """,
    "sans": """
        NimbusSans-Re NimbusSans-Bold NimbusSans-It texgyreheros- texgyreadventor-re OpenSans-Re OpenSans-It
        OpenSans-Bold Roboto-Re Roboto-It Roboto-Bold PTS Inter-Re Inter-It Inter-Bold SourceSansPro-Re
        SourceSansPro-It SourceSansPro-Bold FiraSans-Re FiraSans-It FiraSans-Bold IBMPlexSans-Re IBMPlexSans-It
        IBMPlexSans-Bold LibreFranklin-Re LibreFranklin-Bold DejaVuSans. DejaVuSans-Bold. ClearSans-Re
        ClearSans-Bold ClearSans-It Cabin-Re Cantarell-Re GilliusADF- LibrisADFStd- Aerial Veranda Tuffy Chivo-Re
        B612-Re B612-It Go-Re Go-It Go-Bold LinBiolinum_R cmunss Kurier Iwona URWGothic-Book
    """,
    "narrow": """
        texgyreheroscn NimbusSansNarrow-Re NimbusSansNarrow-Bold RobotoCondensed- PTN OpenSans-CondBold
        FiraSansCondensed-Re IBMPlexSansCondensed-Re UniversalisADFStd-Cond GilliusADF-Cond TribunADFStd-Cond
        cmunssdc
    """,
    "old": """
        TheanoDidot TheanoModern TheanoOldStyle GFSDidotClassic GFSDidot. GFSDidotIt GFSBodoni GFSBaskerville IMFell
        FeENrm28C FeENit28C LibreCaslon LibreBodoni- BaskervilleF- BaskervaldADFStd RomandeADFStd-
        GoudyBookletter1911 LindenHill Fanwood Century-Catalogue Junicode. Coelacanth-Re GaramondLibre- Cardo104s
        Cardoi99 C059 cmunrm cmunti cmunci PlayfairDisplay-Re PlayfairDisplay-It Prociono NewCM10- NewCM08-
    """,
    "typewriter": """
        TlwgTypewriter TlwgTypist TlwgTypo TlwgMono NimbusMonoPS CourierTen cmuntt. cmunvt cmunst UMTypewriter-
        Compagnon- BPG_Courier_GPL BPG_Elite_GPL OCRB. PTM5 Inconsolata texgyrecursor Go-Mono. IBMPlexMono-Re
        Hack-Re AerialMono.
    """,
}
HELD_OUT = (
    "CharisSIL",
    "OpenSans",
    "TheanoModern",
    "LibreCaslon",
    "TlwgTypewriter.",
    "TlwgTypewriter-",
    "PTN",
    "XCharter",
)
_UNFIT = re.compile(
    r"Thin|ExtraLight|UltraLight|Hairline|Black|Heavy|ExtraBold|Outline|Display-Bold|Math|Swash|SC[-.]|slash|antpolt(lt|semi|exp|cond)|Initials|Keyboard|InconsolataN|zi4|LibertinusMono|LibertinusSans",
    re.I,
)
_SLOPED_OR_BOLD = re.compile(r"It(a|alic)?$|Bold|Obl|Slant|Demi|Semi|BI?$|56F|7\dF|[-_]R(B|I|BI|Z|ZI)$", re.I)
_KIN = re.compile(
    "|".join([*MEASURED_ON, "Tinos", "Arimo", "NimbusRoman", "termes", "Lato", "DroidSerif", "Cambo"]), re.I
)


@dataclass(frozen=True)
class Face:
    """A font file.

    Attributes:
        file: Where it lies.
        kind: serif, sans, narrow, old or typewriter.
    """

    file: Path
    kind: str

    @functools.cached_property
    def characters(self) -> frozenset[str]:
        """What it has pictures of."""
        with TTFont(self.file, lazy=True) as font:
            return frozenset(chr(number) for number in font.getBestCmap())


def find_faces(folder: Path, *, held_out: bool) -> dict[str, list[Face]]:
    """The faces found under a folder, by kind, each file name once; those held out, or the others."""
    files: dict[str, Path] = {}
    for file in sorted([*folder.rglob("*.otf"), *folder.rglob("*.ttf")]):
        if not _UNFIT.search(file.name) and not _KIN.search(file.stem.replace(" ", "").replace("-", "")):
            files.setdefault(file.name, file)
    return {
        kind: [
            Face(file, kind)
            for name, file in files.items()
            if name.startswith(tuple(beginnings.split())) and name.startswith(HELD_OUT) == held_out
        ]
        for kind, beginnings in _KINDS.items()
    }


def choose(faces: Sequence[Face], text: str, rng: np.random.Generator) -> Face | None:
    """A face that has the characters of the text, if one of those tried has; upright and regular ones come oftener."""
    wanted = set(text) - {" "}
    for _ in range(16):
        face = faces[int(rng.integers(len(faces)))]
        if _SLOPED_OR_BOLD.search(face.file.stem) and rng.random() < 0.5:
            continue
        if wanted <= face.characters:
            return face
    return None


def fetch(folder: Path) -> None:
    """Download the packages and unpack them under the folder.

    Raises:
        subprocess.CalledProcessError: If apt-get or dpkg fails.
    """
    packages = folder / "packages"
    packages.mkdir(parents=True, exist_ok=True)
    subprocess.run(["apt-get", "download", *PACKAGES], cwd=packages, check=True)
    for package in sorted(packages.glob("*.deb")):
        subprocess.run(["dpkg", "-x", package, folder / "unpacked"], check=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    fetch(parser.parse_args().folder)
