"""Photos in reports: numbered, small and large, scaled, within their room; what is missing is named."""

import base64
import io
import re
import sys
from pathlib import Path
from typing import Any, Final

import program
import pytest

from tpaudit.reading.files.evidence import Pictures
from tpaudit.reading.files.scaling import FULL_SIZE, THUMBNAIL_SIZE, scaled, stays_as_it_is

ROOT: Final = Path(__file__).parent.parent
Image = pytest.importorskip("PIL.Image", reason="the extra `photos` brings Pillow")
ImageFile = pytest.importorskip("PIL.ImageFile", reason="the extra `photos` brings Pillow")


def photo(path: Path, wide: int, high: int) -> Path:
    """Write a JPEG that does not get small by itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    noise = Image.effect_noise((wide, high), 90).convert("RGB")
    noise.save(path, "JPEG", quality=95)
    return path


def audit(folder: Path, names: list[str]) -> Path:
    pieces = ", ".join(f"{{file: {name}, shows: What {name} shows}}" for name in names)
    text = f"format: 1\ntouchpoints: {{t: {{stage: s, checklists: {{quick: {{works: {{answer: no, evidence: [{pieces}]}}}}}}}}}}\n"
    (folder / "tpaudit.yaml").write_text("format: 1\n", encoding="utf-8")
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    return folder / "a.yaml"


def test_photos_are_numbered_small_at_the_finding_and_large_in_the_appendix(tmp_path: Path) -> None:
    for name in ("one.jpg", "two.jpg"):
        photo(tmp_path / name, 1800, 1200)
    audit(tmp_path, ["one.jpg", "two.jpg"])
    assert program.run("report", "a.yaml", "-o", "r.html", cwd=tmp_path).stderr == ""
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert text.count("<img") == 4
    assert re.findall(r'<figure class="photo" id="photo-(\d)"', text) == ["1", "2"]
    assert text.count('<a href="#photo-1">') == 2
    assert "Photo 2</b>" in text
    assert "What two.jpg shows" in text
    left_out = program.run("report", "a.yaml", "--no-embed", "--format", "html", cwd=tmp_path).stdout
    assert "<img" not in left_out


def test_a_large_photo_is_scaled_and_loses_what_the_camera_wrote(tmp_path: Path) -> None:
    path = photo(tmp_path / "big.jpg", 3000, 1500)
    with Image.open(path) as picture:
        exif = picture.getexif()
        exif[0x010F] = "Secret camera"
        picture.save(path, exif=exif, quality=95)
    small = scaled(path.read_bytes())
    assert small is not None
    sizes = [Image.open(io.BytesIO(data)).size for data in small]
    assert sizes == [(FULL_SIZE, FULL_SIZE // 2), (THUMBNAIL_SIZE, THUMBNAIL_SIZE // 2)]
    assert b"Secret camera" not in small.full


def test_what_is_no_picture_is_not_scaled() -> None:
    assert scaled(b"\xff\xd8\xff" + b"x" * 200_000) is None


def test_all_photos_together_stay_within_their_room(tmp_path: Path) -> None:
    room = 4_000_000
    names = [photo(tmp_path / f"{number}.jpg", 1400, 1000).name for number in range(4)]
    pictures = Pictures(tmp_path, tmp_path, embed=True, room=room)
    found = [picture for name in names if (picture := pictures.picture(name))]
    assert sum(len(picture.full) + len(picture.thumbnail or "") for picture in found) <= room
    assert found
    assert pictures.left_out == names[len(found) :] != []


def placed(picture: Any) -> Any:
    """Return what a telephone writes beside a picture that it took lying on its side."""
    exif = picture.getexif()
    exif[0x0112] = 6
    exif[0x010F] = "Secret camera"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 1.0)
    return exif


def test_a_small_photo_loses_what_the_camera_wrote_and_stands_upright(tmp_path: Path) -> None:
    picture = Image.new("RGB", (300, 100), "red")
    picture.save(tmp_path / "small.jpg", exif=placed(picture))
    picture.save(tmp_path / "plain.jpg")
    pictures = Pictures(tmp_path, tmp_path, embed=True)
    shown, plain = pictures.picture("small.jpg"), pictures.picture("plain.jpg")
    assert shown is not None
    assert plain is not None
    bare = Image.open(io.BytesIO(base64.b64decode(shown.full.partition(",")[2])))
    assert bare.size == (100, 300)
    assert not bare.getexif()
    assert base64.b64decode(plain.full.partition(",")[2]) == (tmp_path / "plain.jpg").read_bytes()


def test_what_is_seen_through_stands_on_white() -> None:
    drawing = Image.new("RGBA", (900, 900), (0, 0, 0, 0))
    drawing.paste(Image.effect_noise((900, 600), 90).convert("RGBA"), (0, 0))
    stream = io.BytesIO()
    drawing.save(stream, "PNG")
    small = scaled(stream.getvalue())
    assert small is not None
    assert Image.open(io.BytesIO(small.full)).getpixel((450, 880)) == (255, 255, 255)


def made_odd(folder: Path) -> dict[str, bool]:
    """Write pictures of many kinds; return of each whether a report can show it."""
    noise = Image.effect_noise((500, 400), 90)
    noise.convert("CMYK").save(folder / "cmyk.jpg")
    noise.save(folder / "moving.gif", save_all=True, append_images=[noise.rotate(90)])
    noise.save(folder / "moving.webp", save_all=True, append_images=[noise.rotate(90)])
    noise.save(folder / "whole.png")
    whole = (folder / "whole.png").read_bytes()
    (folder / "half.png").write_bytes(whole[: len(whole) // 2])
    (folder / "start.png").write_bytes(whole[:5000])
    (folder / "noise.jpg").write_bytes(b"\xff\xd8\xff" + b"x" * 200_000)
    (folder / "empty.png").write_bytes(b"")
    (folder / "sound.webp").write_bytes(b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 900)
    (folder / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    noise.save(folder / "scan.tiff")
    Image.new("1", (20_000, 20_000)).save(folder / "huge.png")
    return {path.name: path.stem in ("cmyk", "moving", "whole") for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("shape", ["html", "docx"])
def test_a_picture_that_cannot_be_shown_is_named_and_left_out(shape: str, tmp_path: Path) -> None:
    odd = made_odd(tmp_path)
    audit(tmp_path, [*odd])
    done = program.run("report", "a.yaml", "-o", f"r.{shape}", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    named = re.findall(r"^(\S+): this picture cannot be shown", done.stderr, re.MULTILINE)
    assert named == [name for name, shown in odd.items() if not shown]
    if shape == "html":
        text = (tmp_path / "r.html").read_text(encoding="utf-8")
        data = re.findall(r'<figure class="photo".*?base64,([^"]*)"', text)
        assert len(data) == len(odd) - len(named)
        seen = [Image.open(io.BytesIO(base64.b64decode(one))) for one in data]
        assert {(one.mode, getattr(one, "n_frames", 1)) for one in seen} <= {("RGB", 1), ("L", 1)}


def test_a_photo_of_too_many_bytes_is_named(tmp_path: Path) -> None:
    (tmp_path / "large.jpg").write_bytes(b"\xff\xd8\xff" + bytes(17_000_000))
    pictures = Pictures(tmp_path, tmp_path, embed=True)
    assert pictures.picture("large.jpg") is None
    assert pictures.left_out == ["large.jpg"]


@pytest.mark.parametrize("shape", ["html", "docx"])
def test_without_pillow_a_broken_picture_breaks_no_report(
    shape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_odd(tmp_path)
    audit(tmp_path, ["start.png", "noise.jpg", "empty.png"])
    monkeypatch.setitem(sys.modules, "PIL", None)
    done = program.run("report", "a.yaml", "-o", f"r.{shape}", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_without_pillow_photos_stay_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = photo(tmp_path / "one.jpg", 1000, 700)
    monkeypatch.setitem(sys.modules, "PIL", None)
    picture = Pictures(tmp_path, tmp_path, embed=True).picture(path.name)
    assert picture is not None
    assert picture.thumbnail is None
    assert len(picture.full) > path.stat().st_size


def test_a_missing_photo_is_named(tmp_path: Path) -> None:
    audit(tmp_path, ["gone.jpg"])
    done = program.run("report", "a.yaml", "-o", "r.html", "--audience", "internal", cwd=tmp_path)
    assert "gone.jpg: this evidence is not there; the report does without it" in done.stderr
    assert "Evidence that is not there</b>: gone.jpg" in (tmp_path / "r.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("sample", ["roastery", "dostavka-edy", "weather-app"])
def test_the_samples_have_photos_of_their_own(sample: str) -> None:
    done = program.run("report", f"audits/{sample}.yaml", "--format", "html", cwd=ROOT)
    assert done.stdout.count('<figure class="photo"') == len(list(ROOT.glob(f"audits/{sample}.pictures/*")))


def test_markdown_of_hundreds_of_touchpoints_is_small_enough_for_a_forge(tmp_path: Path) -> None:
    touches = "".join(
        f"  t{number}: {{name: Touchpoint number {number} with a long name, stage: s{number % 5}, channel: c{number % 9},"
        f" checklists: {{quick: {{works: yes, easy: {number % 5 + 1}, fast: {number % 4 + 1}, pleasant: 3}}}}}}\n"
        for number in range(300)
    )
    (tmp_path / "a.yaml").write_text(f"format: 1\ntouchpoints:\n{touches}", encoding="utf-8")
    text = program.run("report", "a.yaml", cwd=tmp_path).stdout
    assert "mermaid" not in text
    assert len(text.encode()) < 400_000


def _png(**more: Any) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(stream, "PNG", **more)
    return stream.getvalue()


def _with_author() -> bytes:
    from PIL.PngImagePlugin import PngInfo

    written = PngInfo()
    written.add_text("Author", "Ann")
    return _png(pnginfo=written)


def test_a_screenshot_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    monkeypatch.delattr(Image, "open")
    assert stays_as_it_is(_png())


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(_with_author(), id="an author"),
        pytest.param(_png(exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00"), id="a camera's notes"),
        pytest.param(_png()[:60], id="cut off"),
        pytest.param(_png().replace(b"IDAT", b"IDAT\x00", 1), id="a byte too many"),
        pytest.param(_png()[:-30] + bytes([_png()[-30] ^ 1]) + _png()[-29:], id="a bit changed"),
        pytest.param(_png().replace(b"\x00\x00\x00\x28", b"\x00\x00\x4e\x20", 1), id="another size"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_a_png_with_more_in_it_or_less_does_not_stay_as_it_is(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint sets it
    assert not stays_as_it_is(data)
