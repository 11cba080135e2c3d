"""Export a network that reads two reports side by side as the one weights file that merging ships.

usage: python -m training.export_pairs --checkpoint FILE.pt --texts FILE.parquet --words 14000 --out pairs.zip

Both parts go to ONNX with dynamic int8 quantisation, as the coder's do (``training/export.py``). Half of a small encoder is
its vocabulary: kept are the word pieces that occur most in English headlines and leads (``--texts``: columns ``title``,
``description``, ``lang``), and all that are one character; a rarer word is read as more pieces.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

import onnx
import polars as pl
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.export import small
from training.pair_network import Alone, Together

_OPSET = 17
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


class _Log(nn.Module):
    """The upper part as it is exported: without padding."""

    def __init__(self, net: Together) -> None:
        super().__init__()
        self.net = net

    def forward(self, states: Tensor, marks: Tensor) -> Tensor:
        """Return the log odds."""
        return self.net(states, marks)


def vocabulary(tokenizer: Tokenizer, texts: Path, size: int) -> list[int]:
    """Return the ids of the word pieces that are kept, in their order."""
    frame = pl.read_parquet(texts).filter(pl.col("lang").str.starts_with("en"))
    counts: Counter[int] = Counter()
    for column in ("title", "description"):
        for encoded in tokenizer.encode_batch(frame[column].fill_null("").str.slice(0, 1000).to_list()):
            counts.update(encoded.ids)
    known = tokenizer.get_vocab()
    kept = {known[name] for name in _SPECIAL} | {n for piece, n in known.items() if len(piece.removeprefix("##")) == 1}
    for number, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if len(kept) >= size:
            break
        kept.add(number)
    return sorted(kept)


def cut(tokenizer: Tokenizer, kept: list[int]) -> str:
    """Return the tokenizer with the pieces kept, numbered anew."""
    told = json.loads(tokenizer.to_str())
    number = {old: new for new, old in enumerate(kept)}
    told["model"]["vocab"] = {piece: number[n] for piece, n in told["model"]["vocab"].items() if n in number}
    told["added_tokens"] = [t | {"id": number[t["id"]]} for t in told["added_tokens"] if t["id"] in number]
    told["post_processor"] = told["padding"] = told["truncation"] = None
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--words", type=int, default=14000)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    saved = torch.load(args.checkpoint, map_location="cpu")
    encoder = Path(saved["encoder"])
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    kept = vocabulary(tokenizer, args.texts, args.words)
    alone, together = Alone(encoder, words=kept).eval(), Together(encoder)
    together.load_state_dict(saved["state"])
    together.eval()
    size = alone.words.embedding_dim
    ids, marks = torch.ones(1, 12, dtype=torch.long), torch.ones(1, 24, dtype=torch.long)
    parts = {
        "lower.onnx": (alone, {"ids": ids}, "states"),
        "upper.onnx": (_Log(together), {"states": torch.randn(1, 24, size), "marks": marks}, "told"),
    }
    with tempfile.TemporaryDirectory() as name, zipfile.ZipFile(args.out, "w", zipfile.ZIP_DEFLATED) as archive:
        folder = Path(name)
        for part, (module, inputs, output) in parts.items():
            named = (*inputs, output) if output == "states" else tuple(inputs)
            torch.onnx.export(
                module, tuple(inputs.values()), str(folder / part), input_names=list(inputs), output_names=[output],
                dynamic_axes={name: {1: "tokens"} for name in named}, opset_version=_OPSET, dynamo=False,
            )  # fmt: skip
            path = small(folder / part, folder)
            onnx.checker.check_model(str(path))
            archive.writestr(_entry(part), path.read_bytes(), zipfile.ZIP_DEFLATED)
        archive.writestr(_entry("tokenizer.json"), cut(tokenizer, kept), zipfile.ZIP_DEFLATED)
    print(json.dumps({"bytes": args.out.stat().st_size, "words": len(kept)}))


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an entry of a set day, so that the same weights make the same file."""
    return zipfile.ZipInfo(name)


if __name__ == "__main__":
    main()
