"""No include crosses a layer: what each folder of src/ may include, and nothing else.

usage: layers.py SRC
"""
import pathlib
import re
import sys

# layer: (layers it may include besides itself, third-party headers it may include)
MAY = {
    "base": ([], {"csv.h", "sha2.h"}),
    "registry": (["base"], set()),
    "evidence": (["base", "registry"], {"gsl/", "Rmath.h"}),
    "model": (["base", "registry", "evidence"], {"gsl/"}),
    "engine": (["base"], {"gsl/", "Random123/", "Rmath.h"}),
    "decision": (["base", "registry", "evidence", "model", "engine"], set()),
    "report": (["base", "registry", "evidence", "model", "engine", "decision"], {"csv.h", "jansson.h"}),
    "cli": (["base", "registry", "evidence", "model", "engine", "decision", "report"],
            {"argp.h", "jansson.h", "gsl/", "Random123/"}),
}
# Single headers or files that may more than their layer.
ALSO = {
    ("engine", "model/plan.h"),  # the engine sees plans and nothing else of the model
    ("engine/isa/simd.h", "immintrin.h"),
    ("engine/ranks.c", "mpi.h"),
    ("engine/threads.h", "omp.h"),
    ("registry/xml.c", "libxml/"),
    ("registry/xml_read.c", "libxml/"),
    ("registry/schema.c", "libxml/"),
}
GENERATED = {"schema_xsd.h", "git_id.h"}
STANDARD = set("""assert ctype dirent errno float inttypes limits locale math signal spawn stdalign
    stdarg stdbool stddef stdint stdio stdlib string strings time unistd""".split()) | {
        "sys/stat", "sys/types", "sys/wait", "sys/resource", "fcntl"}


def allowed(layer, file, header, system):
    layers, third_party = MAY[layer]
    if system and header.removesuffix(".h") in STANDARD:
        return True
    if any(header.startswith(h) for a, h in ALSO if a in (layer, file)):
        return True
    if system:
        return any(header.startswith(h) for h in third_party)
    return header in GENERATED or header.split("/")[0] in [layer, *layers]


def main():
    root = pathlib.Path(sys.argv[1])
    passed = failed = 0
    for path in sorted(root.rglob("*/*.[ch]")):
        file = str(path.relative_to(root))
        layer = file.split("/")[0]
        for number, line in enumerate(path.read_text().splitlines(), 1):
            found = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if found is None:
                continue
            if allowed(layer, file, found[2], found[1] == "<"):
                passed += 1
            else:
                failed += 1
                print(f"src/{file}:{number}: {layer} may not include {found[2]}")
    print(f"{passed} passed, {failed} failed")
    return failed > 0 or passed == 0


if __name__ == "__main__":
    sys.exit(main())
