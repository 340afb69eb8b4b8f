"""BERT encoders in 8 bits: the graph that onnxruntime runs, built from weights that ship elsewhere.

Devlin et al., "BERT" (2018). Matrices are 7-bit integers with a scale for each output column,
activations are quantised as they come (onnxruntime's DynamicQuantizeMatMul): a quarter of the
memory and of the time of 32-bit floats. Seven bits and not eight, because processors without VNNI
add pairs of products in 16 bits, which eight would overflow. One text at a time: the scale of
activations is common to a whole batch, so a text's vector would depend on its neighbours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from numpy.typing import NDArray
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper, numpy_helper

from knowledge.matrix import Matrix

_MOST = 63
"""The largest weight: seven bits with a sign."""
_MICROSOFT = "com.microsoft"


@dataclass(frozen=True, slots=True)
class Linear:
    """A matrix (inputs, outputs) of integers, the scale of each output, and the bias."""

    weights: NDArray[np.int8]
    scale: Matrix
    bias: Matrix


@dataclass(frozen=True, slots=True)
class Norm:
    """Gain and shift of a layer normalisation."""

    gain: Matrix
    shift: Matrix


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of an encoder."""

    query: Linear
    key: Linear
    value: Linear
    attended: Linear
    after_attention: Norm
    widened: Linear
    narrowed: Linear
    after_all: Norm


def linear(weights: Matrix, bias: Matrix) -> Linear:
    """Quantise a matrix (inputs, outputs)."""
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / np.float32(_MOST)
    return Linear(np.rint(weights / scale).astype(np.int8), scale.astype(np.float32), bias)


class BertEncoder:
    """Runs the layers over the embedded tokens of one text. Lets go of the interpreter's lock."""

    def __init__(self, layers: Sequence[Layer], *, heads: int, epsilon: float = 1e-12) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # the arena kept 200 MB after one long text
        options.enable_mem_pattern = False
        options.log_severity_level = 3
        model = _Graph(layers, heads=heads, epsilon=epsilon).model()
        self._session = onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )

    def pooled(self, embedded: Matrix) -> Matrix:
        """Return the mean of the last layer's states; `embedded` is (tokens, width), normalised."""
        states = self._session.run(None, {"embedded": embedded[None]})[0]
        return np.asarray(states[0].mean(axis=0), dtype=np.float32)


def normalised(rows: Matrix, norm: Norm, epsilon: float = 1e-12) -> Matrix:
    """Return the layer normalisation of embedded tokens."""
    centred = rows - rows.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + epsilon)
    return np.asarray(centred / spread * norm.gain + norm.shift, dtype=np.float32)


class _Graph:
    """Builds the graph of an encoder, layer after layer."""

    def __init__(self, layers: Sequence[Layer], *, heads: int, epsilon: float) -> None:
        self._heads = heads
        self._epsilon = epsilon
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []
        self._width = len(layers[0].query.bias)
        states = "embedded"
        for number, layer in enumerate(layers):
            states = self._layer(f"layer{number}", layer, states)
        self._last = states

    def model(self) -> ModelProto:
        """Return it as a model of one input, `embedded`, and one output."""
        shape: list[str | int | None] = [1, "tokens", self._width]
        graph: GraphProto = helper.make_graph(
            self._nodes,
            "encoder",
            [helper.make_tensor_value_info("embedded", TensorProto.FLOAT, shape)],
            [helper.make_tensor_value_info(self._last, TensorProto.FLOAT, shape)],
            self._constants,
        )
        versions = [helper.make_opsetid("", 17), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=8)

    def _layer(self, name: str, layer: Layer, states: str) -> str:
        together = self._linear(
            f"{name}.seen", _side_by_side((layer.query, layer.key, layer.value)), states
        )
        parts = [f"{name}.{part}" for part in ("query", "key", "value")]
        widths = self._constant(f"{name}.widths", np.full(3, self._width, dtype=np.int64))
        self._nodes.append(helper.make_node("Split", [together, widths], parts, axis=-1))
        attended = self._add("MultiHeadAttention", f"{name}.heads", parts, num_heads=self._heads)
        attended = self._linear(f"{name}.attended", layer.attended, attended)
        states = self._norm(f"{name}.middle", layer.after_attention, attended, states)
        wide = self._linear(f"{name}.wide", layer.widened, states)
        wide = self._add("Gelu", f"{name}.gelu", [wide])
        narrow = self._linear(f"{name}.narrow", layer.narrowed, wide)
        return self._norm(f"{name}.end", layer.after_all, narrow, states)

    def _linear(self, name: str, one: Linear, states: str) -> str:
        inputs = [
            states,
            self._constant(f"{name}.weights", one.weights),
            self._constant(f"{name}.scale", one.scale),
            "",
            self._constant(f"{name}.bias", one.bias),
        ]
        return self._add("DynamicQuantizeMatMul", name, inputs)

    def _norm(self, name: str, norm: Norm, states: str, before: str) -> str:
        inputs = [states, before, *self._norm_constants(name, norm)]
        return self._add("SkipLayerNormalization", name, inputs, epsilon=self._epsilon)

    def _norm_constants(self, name: str, norm: Norm) -> Iterator[str]:
        yield self._constant(f"{name}.gain", norm.gain)
        yield self._constant(f"{name}.shift", norm.shift)

    def _constant(self, name: str, values: NDArray[np.generic]) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _add(self, kind: str, name: str, inputs: Sequence[str], **settings: Any) -> str:
        """Add a node of Microsoft's operators, which onnxruntime has on every platform."""
        node = helper.make_node(kind, list(inputs), [name], domain=_MICROSOFT, **settings)
        self._nodes.append(node)
        return name


def _side_by_side(some: Sequence[Linear]) -> Linear:
    return Linear(
        np.hstack([one.weights for one in some]),
        np.hstack([one.scale for one in some]),
        np.hstack([one.bias for one in some]),
    )
