"""Turn a shipped weights file back into a checkpoint that training can go on from.

usage: python -m training.restore --weights coder.zip --encoder FOLDER --out FILE.pt

The weights come back as int8 left them: each is off by at most half a step of its column's scale. A file whose upper part
goes on from the lower part's end, as files did at first, is deepened; features that were scaled for eight bits are scaled
back.
"""

from __future__ import annotations

import argparse
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.easing import READERS
from training.network import LOWER, SHARED, Coder


def _module(output: str) -> str:
    """Return the module whose matrix product an output's name tells of: ``/tag/tag.0/MatMul_...`` is ``tag.0``."""
    parts = output.strip("/").split("/")[:-1]
    nested = [part for n, part in enumerate(parts) if n + 1 == len(parts) or not parts[n + 1].startswith(f"{part}.")]
    return ".".join(nested)


def weights(model: onnx.ModelProto) -> dict[str, torch.Tensor]:
    """Return the weights of one part by the names that the network gives them."""
    held = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}

    def whole(name: str) -> np.ndarray:
        stem = name.removesuffix("_quantized")
        shift = held[f"{stem}_zero_point"].astype(np.int32)
        return ((held[name].astype(np.int32) - shift) * held[f"{stem}_scale"]).astype(np.float32)

    out = {name: value for name, value in held.items() if name.endswith((".weight", ".bias", ".scale"))}
    for node in model.graph.node:
        if node.op_type == "MatMulInteger":
            named, found, _ = node.input[1].partition("_Transposed_")
            out[named if found else f"{_module(node.output[0])}.weight"] = whole(node.input[1]).T
        elif node.op_type == "Gather" and node.input[0].endswith(".weight_quantized"):
            out[node.input[0].removesuffix("_quantized")] = whole(node.input[0])
    return {name: torch.from_numpy(np.array(value)) for name, value in out.items()}


def uneased(state: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Return weights without the scaling of features that :mod:`training.easing` did."""
    first = {name: names[0] for names in READERS for name in names}
    found = {}
    for name, value in state.items():
        product, eased, kind = name.rpartition(".product.")
        if eased:
            layer, _, read = product.rpartition(".")
            scale = state[f"{layer}.{first[read]}.scale"]
            found[f"{product}.{kind}"] = value * scale if kind == "weight" else value
        elif not name.endswith(".scale"):
            found[name] = value
    return found


def deepened(state: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Return weights whose upper part begins with copies of the lower part's last layers; the network says the same."""
    found = {"upper.early.weight": torch.zeros_like(state["upper.marks.weight"])}
    for name, value in state.items():
        part, _, rest = name.partition(".layers.")
        number, _, tail = rest.partition(".")
        if not rest:
            found[name] = value
        elif part == "upper":
            found[f"upper.layers.{int(number) + LOWER - SHARED}.{tail}"] = value
        else:
            found[name] = value
            if int(number) >= SHARED:
                found[f"upper.layers.{int(number) - SHARED}.{tail}"] = value.clone()
    return found


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    coder = Coder(json.loads((args.encoder / "config.json").read_text("utf-8")))
    state: dict[str, torch.Tensor] = {}
    with zipfile.ZipFile(args.weights) as archive:
        for part in ("lower", "upper"):
            model = onnx.load_from_string(archive.read(f"{part}.onnx"))
            state |= {f"{part}.{name}": value for name, value in uneased(weights(model)).items()}
    coder.load_state_dict(state if "upper.early.weight" in state else deepened(state))
    torch.save({"state": coder.state_dict(), "encoder": str(args.encoder)}, args.out)
    print(json.dumps({"weights": len(state)}))


if __name__ == "__main__":
    main()
