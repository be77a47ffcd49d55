"""No literal that a reader could argue with stands in src/: each is allowed, with a reason.

usage: literals.py SRC [ALLOW]

Listed are, outside comments, texts and preprocessor lines (but inside the value of a #define):
every number with a point or an exponent and every integer, but 0, 1 and 2 and, as a mere start or
whole, 0.0 and 1.0. What a constant or a #define names is listed whatever it is. ALLOW (beside this
file by default) says of each which it is and why:

    FILE  VALUE[,VALUE...]  KIND  why, with its source

FILE may be a pattern (report/*); the line of the file itself goes before it. VALUE stands as in the
code, without suffix. VALUE*N: in N places; a statistical convention or an
arguable value without it in one, so that no second use hides behind the first; all others in any
number. A literal without a line fails, and so do a line without its literal, a KIND that is none
of these, and a convention without a source:

    mathematical             part of a formula or a definition
    conversion               per cent, years, centimetres
    numerical                tolerances, iterations, where a series takes over
    layout                   pages, columns, colours, decimals
    protocol                 sizes of buffers, encodings, exit codes, forms of names and dates
    statistical-convention   a choice that many share; its source is named
    arguable                 belongs into data: fails
"""
import fnmatch
import pathlib
import re
import sys

KINDS = ["mathematical", "conversion", "numerical", "layout", "protocol", "statistical-convention",
         "arguable"]
COUNTED = {"statistical-convention", "arguable"}  # one place unless the line says how many
MADE = {"engine/isa/coefficients.h"}  # by tests/oracle/fit_lanes.py, which has the reasons
SMALL = {"0", "1", "2", "0.0", "1.0"}
SOURCE = re.compile(r"doi:|metafor|convention in src/README\.md|\b(19|20)\d\d\b")

BLANK = re.compile(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.S)
DIRECTIVE = re.compile(r"^[ \t]*#(?:\\\n|[^\n])*", re.M)
DEFINE = re.compile(r"[ \t]*#[ \t]*define[ \t]+\w+(\([^)]*\))?")
NUMBER = re.compile(r"(?<![\w.])(0[xX][\da-fA-F.]+(?:[pP][+-]?\d+)?|(?:\d+\.\d*|\.\d+|\d+)"
                    r"(?:[eE][+-]?\d+)?)[uUlLfF]*(?![\w.])")
NAMED = re.compile(r"(?:\bconst\s+(?:\w+\s+)*\w+\s*=|#define)\s*-?$")


def directive(found):
    """The value of a #define, marked as one; nothing of any other directive."""
    text, define = found[0], DEFINE.match(found[0])
    if define is None:
        return "\n" * text.count("\n")
    return "#define " + text[define.end():].replace("\\\n", " ") + "\n" * text.count("\n")


def literals(text):
    """(line, value) of every literal that needs a reason."""
    text = BLANK.sub(lambda m: " " + "\n" * m[0].count("\n"), text)
    text = DIRECTIVE.sub(directive, text)
    for number, line in enumerate(text.split("\n"), 1):
        for found in NUMBER.finditer(line):
            if found[1] not in SMALL or NAMED.search(line[:found.start()]):
                yield number, found[1]


def allowed(path):
    """(file, value) -> (line of ALLOW, places or None); and what is wrong with the lines."""
    allow, wrong = {}, []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        file, values, kind, why = (line.split(None, 3) + [""] * 4)[:4]
        here = f"{path.name}:{number}"
        if kind not in KINDS:
            wrong.append(f"{here}: no such kind: {kind}")
        if len(why) < 4 or (kind == "statistical-convention" and not SOURCE.search(why)):
            wrong.append(f"{here}: no reason, or a convention without its source")
        if kind == "arguable":
            wrong.append(f"{here}: arguable, belongs into data: {values}")
        for value in values.split(","):
            value, _, places = value.partition("*")
            if (file, value) in allow:
                wrong.append(f"{here}: {file} {value} is allowed twice")
            allow[file, value] = (here, int(places) if places else 1 if kind in COUNTED else None)
    return allow, wrong


def find(allow, name, value):
    """The key of ALLOW for a literal: the file's own, else the first pattern's, else None."""
    if (name, value) in allow:
        return name, value
    return next((key for key in allow if key[1] == value and fnmatch.fnmatchcase(name, key[0])),
                None)


def compare(found, allow, name_of_list):
    """Number of literals that are in order, and what is wrong with the others."""
    passed, wrong, used = 0, [], set()
    for (name, value), lines in found.items():
        key = find(allow, name, value)
        used.add(key)
        places = allow[key][1] if key else None
        if key is None:
            wrong += [f"src/{name}:{n}: {value} has no reason in {name_of_list}" for n in lines]
        elif places not in (None, len(lines)):
            wrong.append(f"src/{name}:{lines[-1]}: {value} stands in {len(lines)} places, "
                         f"{places} allowed")
        else:
            passed += len(lines)
    wrong += [f"{allow[key][0]}: {key[0]} has no {key[1]} any more"
              for key in allow if key not in used]
    return passed, wrong


def main():
    root = pathlib.Path(sys.argv[1])
    path = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else pathlib.Path(__file__).with_suffix(
        ".allow")
    allow, wrong = allowed(path)
    found = {}
    for file in sorted(root.rglob("*.[ch]")):
        name = str(file.relative_to(root))
        if name in MADE:
            continue
        for number, value in literals(file.read_text(encoding="utf-8")):
            found.setdefault((name, value), []).append(number)
    passed, more = compare(found, allow, path.name)
    wrong += more
    print("\n".join(wrong), end="\n" if wrong else "")
    print(f"{passed} passed, {len(wrong)} failed")
    return bool(wrong) or passed == 0


if __name__ == "__main__":
    sys.exit(main())
