"""Bring i18n/verbondenheidskaart_nl.ts up to date with every ``tr("…")`` in the plugin.

``vertaal.py [JSON …]`` also takes over translations from files of the form {"English": "Nederlands"}.
The sources are read with Python's own parser, so strings that are joined implicitly are found whole.
"""

import ast
import json
import sys
from pathlib import Path
from typing import Dict, Iterable, List, Tuple
from xml.etree import ElementTree
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
TS = ROOT / "i18n" / "verbondenheidskaart_nl.ts"
CONTEXT = "@default"


def calls(path: Path) -> Iterable[ast.Call]:
    """Yield the calls of ``tr`` in a Python file, in reading order."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name == "tr":
                found.append(node)
    return sorted(found, key=lambda call: (call.lineno, call.col_offset))


def literals(package: Path = ROOT / "verbondenheidskaart_plugin") -> Tuple[List[str], List[str]]:
    """Return the texts to translate in the order of the sources, and the calls without one plain literal."""
    texts: Dict[str, None] = {}
    wrong = []
    for path in sorted(package.rglob("*.py")):
        for call in calls(path):
            argument = call.args[0] if len(call.args) == 1 and not call.keywords else None
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                texts[argument.value] = None
            else:
                wrong.append(f"{path.relative_to(package.parent)}:{call.lineno}")
    return list(texts), wrong


def read(path: Path = TS) -> Dict[str, str]:
    """Return the translations in a .ts file; an unfinished one is an empty string."""
    if not path.exists():
        return {}
    messages = ElementTree.parse(path).getroot().iter("message")
    return {m.findtext("source", ""): m.findtext("translation") or "" for m in messages}


def write(translations: Dict[str, str], path: Path = TS) -> None:
    """Write a .ts file."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines += ['<TS version="2.1" language="nl_NL" sourcelanguage="en">', "<context>", f"    <name>{CONTEXT}</name>"]
    for source, text in translations.items():
        state = "" if text else ' type="unfinished"'
        lines += ["    <message>", f"        <source>{escape(source)}</source>"]
        lines += [f"        <translation{state}>{escape(text)}</translation>", "    </message>"]
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([*lines, "</context>", "</TS>", ""]), encoding="utf-8")


def main(arguments: List[str]) -> None:
    known = read()
    for name in arguments:
        known.update(json.loads(Path(name).read_text(encoding="utf-8")))
    texts, wrong = literals()
    write({text: known.get(text, "") for text in texts})
    open_texts = [text for text in texts if not known.get(text)]
    print(f"{len(texts)} teksten, {len(open_texts)} zonder vertaling")
    for text in open_texts:
        print(f"  onvertaald: {text}")
    for place in wrong:
        print(f"  geen letterlijke tekst in tr(): {place}")


if __name__ == "__main__":
    main(sys.argv[1:])
