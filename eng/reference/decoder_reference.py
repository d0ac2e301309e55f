"""Writes the vectors that ReferenceVectorTests compares the decoder with: logits, loss and gradients of two small decoders.

An independent statement of the Llama architecture in PyTorch (double precision, gradients by autograd). Weights are not stored: both sides compute
them from the place of each number in the parameter set. Run from the repository's root, on any PyTorch from 1.13:

    /usr/bin/python3 eng/reference/decoder_reference.py
"""
import base64
import json
import math
import pathlib

import numpy
import torch

FOLDER = pathlib.Path("tests/Extropy.Models.Tests/Decoding/Vectors")

CASES = {
    "grouped": dict(vocab_size=19, hidden_size=32, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=1, head_dim=32,
                    intermediate_size=64, max_position_embeddings=64, rope_theta=10000.0, rms_norm_eps=1e-5, tie_word_embeddings=False),
    "tied": dict(vocab_size=11, hidden_size=32, num_hidden_layers=1, num_attention_heads=2, num_key_value_heads=2, head_dim=32,
                 intermediate_size=32, max_position_embeddings=64, rope_theta=500.0, rms_norm_eps=1e-6, tie_word_embeddings=True),
}
LENGTHS = [37, 5]


def scrambled(place):
    """A number in [-0.5, 0.5) from 32-bit integer arithmetic, exact in double and rounded to float once."""
    bits = (place * 2654435761 + 12345) % 2**32
    bits ^= bits >> 15
    bits = (bits * 2246822519) % 2**32
    bits ^= bits >> 13
    return bits / 2**32 - 0.5


def layout(c):
    """Names and shapes in the order of the parameter set."""
    d, q, kv, h = c["hidden_size"], c["num_attention_heads"] * c["head_dim"], c["num_key_value_heads"] * c["head_dim"], c["intermediate_size"]
    yield "model.embed_tokens.weight", (c["vocab_size"], d)
    for i in range(c["num_hidden_layers"]):
        p = f"model.layers.{i}."
        yield p + "input_layernorm.weight", (d,)
        yield p + "self_attn.q_proj.weight", (q, d)
        yield p + "self_attn.k_proj.weight", (kv, d)
        yield p + "self_attn.v_proj.weight", (kv, d)
        yield p + "self_attn.o_proj.weight", (d, q)
        yield p + "post_attention_layernorm.weight", (d,)
        yield p + "mlp.gate_proj.weight", (h, d)
        yield p + "mlp.up_proj.weight", (h, d)
        yield p + "mlp.down_proj.weight", (d, h)
    yield "model.norm.weight", (d,)
    if not c["tie_word_embeddings"]:
        yield "lm_head.weight", (c["vocab_size"], d)


def weights(c):
    place, tensors = 0, {}
    for name, shape in layout(c):
        count = math.prod(shape)
        values = numpy.array([scrambled(place + i) for i in range(count)])
        values = 1 + values if len(shape) == 1 else 0.8 * values
        place += count
        tensors[name] = torch.tensor(values.astype(numpy.float32).astype(numpy.float64).reshape(shape), requires_grad=True)
    return tensors


def norm(x, gain, eps):
    return gain * (x * torch.rsqrt((x * x).mean(-1, keepdim=True) + eps))


def rotate(x, theta):
    """x: [heads, length, head size]; pairs (i, i + half)."""
    half = x.shape[-1] // 2
    frequencies = theta ** (-torch.arange(half, dtype=torch.float64) / half)
    angles = torch.arange(x.shape[1], dtype=torch.float64)[:, None] * frequencies
    first, second = x[..., :half], x[..., half:]
    return torch.cat((first * angles.cos() - second * angles.sin(), second * angles.cos() + first * angles.sin()), -1)


def logits(c, w, tokens):
    size, heads, shared = c["head_dim"], c["num_attention_heads"], c["num_key_value_heads"]
    length = len(tokens)
    x = w["model.embed_tokens.weight"][tokens]
    mask = torch.full((length, length), -math.inf, dtype=torch.float64).triu(1)
    for i in range(c["num_hidden_layers"]):
        p = f"model.layers.{i}."
        y = norm(x, w[p + "input_layernorm.weight"], c["rms_norm_eps"])
        q = (y @ w[p + "self_attn.q_proj.weight"].T).view(length, heads, size).transpose(0, 1)
        k = (y @ w[p + "self_attn.k_proj.weight"].T).view(length, shared, size).transpose(0, 1)
        v = (y @ w[p + "self_attn.v_proj.weight"].T).view(length, shared, size).transpose(0, 1)
        q, k = rotate(q, c["rope_theta"]), rotate(k, c["rope_theta"])
        k, v = k.repeat_interleave(heads // shared, 0), v.repeat_interleave(heads // shared, 0)
        attended = torch.softmax(q @ k.transpose(1, 2) / math.sqrt(size) + mask, -1) @ v
        x = x + attended.transpose(0, 1).reshape(length, heads * size) @ w[p + "self_attn.o_proj.weight"].T
        y = norm(x, w[p + "post_attention_layernorm.weight"], c["rms_norm_eps"])
        gate = torch.nn.functional.silu(y @ w[p + "mlp.gate_proj.weight"].T)
        x = x + (gate * (y @ w[p + "mlp.up_proj.weight"].T)) @ w[p + "mlp.down_proj.weight"].T
    head = w["model.embed_tokens.weight" if c["tie_word_embeddings"] else "lm_head.weight"]
    return norm(x, w["model.norm.weight"], c["rms_norm_eps"]) @ head.T


def packed(values):
    return base64.b64encode(values.detach().numpy().astype("<f4").tobytes()).decode()


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, c in CASES.items():
        w = weights(c)
        sequences = [[int((scrambled(1000 * s + t) + 0.5) * c["vocab_size"]) for t in range(length + 1)] for s, length in enumerate(LENGTHS)]
        rows = [logits(c, w, torch.tensor(s[:-1])) for s in sequences]
        targets = torch.tensor([token for s in sequences for token in s[1:]])
        loss = torch.nn.functional.cross_entropy(torch.cat(rows), targets)
        loss.backward()
        record = dict(config=c, sequences=sequences, loss=float(loss), logits=packed(torch.cat(rows)),
                      gradients={tensor: packed(value.grad) for tensor, value in w.items()})
        text = json.dumps(record, indent=1) + "\n"
        (FOLDER / f"{name}.json").write_text(text)
        print(name, len(text), "bytes, loss", float(loss))


main()
