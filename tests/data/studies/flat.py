#!/usr/bin/python3
"""The studies of a registry as sheets for make.R, straight from the XML.

    flat.py ROOT FOLDER

Writes results.csv, a row a result, and contrasts.csv to FOLDER.
"""

import csv
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

NS = "{urn:bca:1}"
STUDY = ["design", "setting", "population", "delivery", "evaluator", "implementation", "flags"]
RESULT = ["measured", "treatedEvents", "treatedOthers", "controlEvents", "controlOthers", "measure",
          "value", "se", "variance"]
CONTRAST = ["id", "by", "of", "against"]


def main():
    root, folder = Path(sys.argv[1]), Path(sys.argv[2])
    with open(folder / "results.csv", "w", newline="") as results, \
            open(folder / "contrasts.csv", "w", newline="") as contrasts:
        rows, pairs = csv.writer(results), csv.writer(contrasts)
        rows.writerow(["key", "study", "form", *STUDY, *RESULT])
        pairs.writerow(["key", *CONTRAST])
        for path in sorted((root / "registry/interventions").glob("*.xml")):
            for evidence in ET.parse(path).iter(NS + "evidence"):
                key = f"{path.stem}/{evidence.get('outcome')}"
                for study in evidence.iter(NS + "study"):
                    for result in study:
                        form = result.tag[len(NS):]
                        if form not in ("counts", "effect"):
                            sys.exit(f"{path}: make.R does not know <{form}>")
                        rows.writerow([key, study.get("id"), form,
                                       *(study.get(name, "") for name in STUDY),
                                       *(result.get(name, "") for name in RESULT)])
                for contrast in evidence.iter(NS + "contrast"):
                    pairs.writerow([key, *(contrast.get(name) for name in CONTRAST)])


if __name__ == "__main__":
    main()
