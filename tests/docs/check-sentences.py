# SPDX-License-Identifier: Apache-2.0
"""check-sentences.py - the messages that the docs explain are those that the code says.

usage: check-sentences.py SOURCE_ROOT

Every `sentence` in a table of "When something is wrong" must stand in a text of plugin/;
a format directive of the code is a … of the docs. The other way round, each code of a
reply and each title of an issue must be explained. Speaks TAP."""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
# A page, and what it calls the device where the code fills that in.  ADD A ROW
PAGES = [
    ("docs/hikvision-doorbell.md", "door station"),
    ("docs/hikvision-camera.md", "camera or recorder"),
]
SECTION = "## When something is wrong"

LITERAL = r'"(?:[^"\\\n]|\\.)*"'
TOKEN = re.compile(r"/\*.*?\*/|//[^\n]*|(" + LITERAL + r")|([A-Z][A-Z0-9_]*\b)|(\s+|\\\n)|(.)", re.S)


def unquoted(literal):
    return re.sub(r"\\(.)", r"\1", literal[1:-1])


def texts_of(source, macros):
    """Texts as the compiler joins them, names of texts among them."""
    texts, text = [], None
    for token in TOKEN.finditer(source):
        literal, name, space, other = token.groups()
        if literal is None and name in macros:
            literal = macros[name]
        if literal is not None:
            text = (text or "") + unquoted(literal)
        elif (name or other) and text is not None:
            texts.append(text)
            text = None
    return texts + ([text] if text else [])


def as_read(text):
    """With … for what the code fills in."""
    return re.sub(r"%[-0-9.*]*(?:hh|h|ll|l|z)?[a-zA-Z]", "…", text)


sources = {p: p.read_text() for p in sorted((root / "plugin").rglob("*.[ch]"))}
macros = {}
for source in sources.values():
    macros.update(re.findall(r"#define (\w+)\s+(" + LITERAL + r")\s*$", source, re.M))
said = {as_read(text) for source in sources.values() for text in texts_of(source, macros)}

codes = re.findall(r"\{-E\w+,\s+\"(\w+)\"\}", (root / "plugin/provider/cause.c").read_text())
titles = re.findall(r"\.title =\s*(" + LITERAL + ")", "".join(sources.values()))
titles = [unquoted(title) for title in titles]


def is_said(sentence, noun):
    forms = (sentence, sentence.replace(noun, "…"))
    return any(form in text for text in said for form in forms)


def compare(name, noun):
    """[(well, what)] for one page"""
    page = (root / name).read_text()
    tables = [line for line in page[page.index(SECTION):].splitlines() if line.startswith("|")]
    cells = ["|".join(line.split("|")[1:3]) for line in tables]  # the last one is advice
    quoted = [span for cell in cells for span in re.findall(r"`([^`]+)`", cell)]
    sentences = [span for span in quoted if span.count(" ") >= 2]
    found = [(is_said(s, noun), "%s: the code says: %s" % (name, s)) for s in sentences]
    for title in titles:
        if noun in title:
            found.append((title in sentences, "%s explains the issue: %s" % (name, title)))
    for code in sorted(set(codes) - {"invalid"}):
        found.append((any("`%s`" % code in line for line in tables), "%s explains the code: %s" % (name, code)))
    found.append((len(sentences) > 30, "%s: there was something to compare" % name))
    return found


results = [row for name, noun in PAGES for row in compare(name, noun)]
results.append((len(titles) > 2 and len(codes) > 10, "the code says something"))

print("1..%d" % len(results))
for number, (well, name) in enumerate(results, 1):
    print("%s %d - %s" % ("ok" if well else "not ok", number, name.replace("#", "\\#")))
sys.exit(not all(well for well, name in results))
