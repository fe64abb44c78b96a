"""Every GraphQL document in the installed SDK: those of its Python files, and those of its own program."""

import ast
import json
import re
from importlib.util import find_spec
from pathlib import Path

root = Path(find_spec("wandb").submodule_search_locations[0])
START = re.compile(r"\s*(query|mutation|fragment)\s+\w+")
BINARY = re.compile(rb"(?:query|mutation) \w+ ?[({][\x09\x0a\x20-\x7e]{20,6000}")


def texts_of(tree):
    """Texts, those that are put together (f"...") with their parts left out."""
    parts = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts.update(map(id, node.values))
            yield "".join(
                part.value if isinstance(part, ast.Constant) else ""
                for part in node.values
            )
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in parts:
            if isinstance(node.value, str):
                yield node.value


def plain(text):
    """Without what str.format and % would put in."""
    if "{{" in text:
        text = re.sub(r"(?<!{){\w*}(?!})", "", text).replace("{{", "{").replace("}}", "}")
    return text.replace("{}", "").replace("%s", "")


def balanced(text):
    """The document at the beginning of a text, up to where its last brace is closed."""
    depth = 0
    for i, character in enumerate(text):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if character == "}" and depth == 0:
            if not re.match(r"\s*fragment \w+ on", text[i + 1 :]):
                return text[: i + 1]
    return None


found = set()
for file in sorted(root.rglob("*.py")):
    if "vendor" in file.parts:
        continue
    for text in texts_of(ast.parse(file.read_text())):
        if START.match(text) and "{" in text:
            found.add(plain(text))
for program in (root / "bin").glob("wandb-core*"):
    for match in BINARY.finditer(program.read_bytes()):
        document = balanced(match.group().decode())
        if document:
            found.add(document)
print(json.dumps(sorted(found)))
