"""Export a trained coder as the one weights file that the package ships.

usage: python -m training.export --checkpoint FILE.pt [FILE.pt ...] [--shares X ...] --instances FILE --out coder.zip
    [--float]

Several checkpoints of one run are averaged, weight by weight (Wortsman et al. 2022), by their shares or evenly.

Both parts go to ONNX with dynamic int8 quantisation (weights of matrix products and embeddings; ``--float`` leaves them as
they are, for comparison). ``reduce_range`` keeps sums within bounds on processors without VNNI. Before that
features that are far greater than the others are scaled down, as they are in the first of the instances
(:mod:`training.easing`).
"""

from __future__ import annotations

import argparse
import json
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from training.batches import Item
from training.easing import ease
from training.network import Coder
from training.train import load_tokenizer

_OPSET = 17
_LOOKED_AT = 300
"""Instances of which features are measured before weights are quantised."""


def _export(module: torch.nn.Module, inputs: dict[str, torch.Tensor], outputs: list[str], path: Path) -> None:
    axes = {name: {0: "batch", 1: "tokens"} for name in (*inputs, *outputs)}
    torch.onnx.export(
        module, tuple(inputs.values()), str(path), input_names=list(inputs), output_names=outputs,
        dynamic_axes=axes, opset_version=_OPSET, dynamo=False,
    )  # fmt: skip


def small(path: Path, folder: Path) -> Path:
    """Return the quantised form of an exported part."""
    ready, made = folder / f"ready-{path.name}", folder / f"int8-{path.name}"
    quant_pre_process(str(path), str(ready), skip_symbolic_shape=True)
    quantize_dynamic(
        ready, made, weight_type=QuantType.QInt8, reduce_range=True, per_channel=True,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )  # fmt: skip
    return made


def _mean(states: Sequence[Mapping[str, torch.Tensor]], shares: Sequence[float]) -> dict[str, torch.Tensor]:
    return {
        name: sum((s[name] * share for s, share in zip(states, shares, strict=True)), torch.zeros_like(value))
        for name, value in states[0].items()
    }


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, nargs="+", required=True)
    parser.add_argument("--shares", type=float, nargs="+", help="share of each checkpoint; they sum to 1")
    parser.add_argument("--instances", type=Path, required=True, help="texts as training.prepare writes them")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", action="store_true")
    args = parser.parse_args()
    saved = [torch.load(path, map_location="cpu") for path in args.checkpoint]
    shares = args.shares or [1 / len(saved)] * len(saved)
    encoder = Path(saved[0]["encoder"])
    model = Coder(json.loads((encoder / "config.json").read_text("utf-8")))
    model.load_state_dict(_mean([one["state"] for one in saved], shares))
    model.eval()
    tokenizer = load_tokenizer(encoder)
    with args.instances.open(encoding="utf-8") as lines:
        ease(model, [Item(json.loads(line), tokenizer) for line in islice(lines, _LOOKED_AT)], tokenizer)
    ids, size = torch.ones(2, 12, dtype=torch.long), model.lower.words.embedding_dim
    mask = torch.ones_like(ids)
    with tempfile.TemporaryDirectory() as name, zipfile.ZipFile(args.out, "w", zipfile.ZIP_STORED) as archive:
        folder = Path(name)
        _export(model.lower, {"ids": ids, "mask": mask}, ["states", "tag"], folder / "lower.onnx")
        upper = {"hidden": torch.randn(2, 12, size), "mask": mask, "marks": torch.ones_like(ids)}
        _export(model.upper, upper, ["type", "status", "hedge", "roles"], folder / "upper.onnx")
        for part in ("lower.onnx", "upper.onnx"):
            path = folder / part if args.float else small(folder / part, folder)
            onnx.checker.check_model(str(path))
            archive.writestr(zipfile.ZipInfo(part), path.read_bytes())
        archive.writestr(zipfile.ZipInfo("tokenizer.json"), tokenizer.to_str())
        archive.writestr(zipfile.ZipInfo("meta.json"), json.dumps({"version": saved[0].get("version", "1")}))
    print(json.dumps({"bytes": args.out.stat().st_size}))


if __name__ == "__main__":
    main()
