#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test-abi-layout.py - the ABI only ever grows.

usage: test-abi-layout.py ABI_LAYOUT_PROGRAM GOLDEN_FILE HEADER
"""
import pathlib
import re
import subprocess
import sys


def read(lines):
    """name -> (offset, size) or (value,); in the order they stand"""
    found = {}
    for line in lines:
        member = re.fullmatch(r"(\S+) offset (\d+) size (\d+)", line)
        number = re.fullmatch(r"(\S+) = (\S+)", line)
        if member:
            found[member[1]] = (int(member[2]), int(member[3]))
        elif number:
            found[number[1]] = (number[2],)
        else:
            found[line] = "not understood"
    return found


def may_follow(name, old, new):
    """May a later minor have `new` where 1.0 has `old`?"""
    if name == "DP_ABI_MINOR":
        return int(new[0]) >= int(old[0])
    if len(old) == 2 and "." not in name:
        return new[1] >= old[1]
    return new == old


def names_in(header):
    """Every member and number the header declares."""
    text = re.sub(r"/\*.*?\*/", "", header, flags=re.S)
    names = set(re.findall(r"\b(DP_(?:OK|E_\w+|LOG_\w+|CONFIG_\w+|ABI_M\w+))\b", text))
    for struct, body in re.findall(r"struct (dp_\w+) \{(.*?)\n\}", text, re.S):
        for member in filter(None, (" ".join(m.split()) for m in body.split(";"))):
            function = re.search(r"\(\*(\w+)\)\s*\(", member)
            word = function[1] if function else re.search(r"(\w+)$", member)[1]
            names.add(struct + "." + word)
    return names


def main():
    now = read(subprocess.run([sys.argv[1]], capture_output=True, text=True,
                              check=True).stdout.splitlines())
    golden = read(pathlib.Path(sys.argv[2]).read_text().splitlines())
    lost = [n for n in golden if n not in now]
    moved = [n for n in golden if n in now and not may_follow(n, golden[n], now[n])]
    early = [n for n in now if n not in golden] \
        if now.get("DP_ABI_MINOR") == golden["DP_ABI_MINOR"] else []
    unlisted = sorted(names_in(pathlib.Path(sys.argv[3]).read_text()) - set(now))
    results = [("nothing of 1.0 is gone", lost), ("nothing of 1.0 has moved", moved),
               ("nothing is added without a new minor", early),
               ("the layout program lists all that the header declares", unlisted)]
    if now["dp_host.ctx"][1] != 8:
        print("1..0 # SKIP the golden file is for 64-bit machines")
        return 0
    for number, (sentence, wrong) in enumerate(results, 1):
        for name in wrong:
            print("#", name)
        print("%sok %d - %s" % ("not " if wrong else "", number, sentence))
    print("1..%d" % len(results))
    return any(wrong for _, wrong in results)


sys.exit(main())
