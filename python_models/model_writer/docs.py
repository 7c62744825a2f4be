"""Doc blocks of the written models: a text that three or more columns have stands once.

Texts that hand-written models share too stand in models/_columns.md, which is written by hand.
"""

import re
from collections import Counter

from model_writer.codebook import ROOT

COLUMNS = "models/_columns.md"
VARIABLES = "models/_variables.md"
_OFTEN = 3
_WRITTEN = "{# Written by `make models` from the codebook (seeds/codebook); change that, not this file. #}\n"
# As text.described writes it.
_COLUMN = re.compile(r"^( {6}- name: (\w+)\n {8}description: )'(.*)'$", re.MULTILINE)
_BLOCK = re.compile(r"\{% docs (\w+) %\}\n(.*?)\n\{% enddocs %\}", re.DOTALL)


def with_doc_blocks(files: dict[str, str]) -> dict[str, str]:
    """The files by path, with doc blocks in place of texts that stand often, and the file of these blocks."""
    models = {path: text for path, text in files.items() if path.endswith(".yml")}
    columns = [(name, text) for file in models.values() for _, name, text in _COLUMN.findall(file)]
    counts = Counter(text for _, text in columns)
    blocks = {text: name for name, text in _BLOCK.findall((ROOT / COLUMNS).read_text(encoding="utf-8"))}
    written: dict[str, str] = {}
    for column, text in columns:
        if counts[text] >= _OFTEN and text not in blocks:
            # The same column with codes that mean no answer, and without, has two texts.
            name = next(
                name for name in (f"variable_{column}", f"variable_{column}_2") if name not in written
            )
            blocks[text], written[name] = name, text

    def described(found: re.Match) -> str:
        start, _, text = found.groups()
        return f"{start}\"{{{{ doc('{blocks[text]}') }}}}\"" if text in blocks else found.group()

    texts = "".join(f"\n{{% docs {name} %}}\n{written[name]}\n{{% enddocs %}}\n" for name in sorted(written))
    return {
        **files,
        **{path: _COLUMN.sub(described, text) for path, text in models.items()},
        VARIABLES: _WRITTEN + texts,
    }
