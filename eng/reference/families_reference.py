"""Writes the vectors that FamilyParityTests compares the decoder with: logits, loss and samples of every gradient, one tiny model for each family.

An independent statement of Llama 3, Qwen 2, Qwen 3 and Gemma 3 (text) in PyTorch, double precision, gradients by autograd. The configurations are in the
keys of Hugging Face's config.json. Weights are not stored: both sides compute them from a tensor's name and the place of each number in it. Run from the
repository's root, on any PyTorch from 1.13:

    /usr/bin/python3 eng/reference/families_reference.py
"""
import base64
import json
import math
import pathlib

import numpy
import torch

FOLDER = pathlib.Path("tests/Extropy.Models.Tests/Checkpoints/Families")
SAMPLES = 5

CASES = {
    "llama": dict(
        architectures=["LlamaForCausalLM"], model_type="llama", vocab_size=23, hidden_size=64, num_hidden_layers=2, num_attention_heads=2,
        num_key_value_heads=1, intermediate_size=96, max_position_embeddings=256, rope_theta=500.0, rms_norm_eps=1e-5, tie_word_embeddings=False,
        hidden_act="silu", attention_bias=False, mlp_bias=False, torch_dtype="bfloat16", bos_token_id=1, eos_token_id=[2, 3],
        rope_scaling=dict(rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=64)),
    "qwen2": dict(
        architectures=["Qwen2ForCausalLM"], model_type="qwen2", vocab_size=19, hidden_size=64, num_hidden_layers=2, num_attention_heads=2,
        num_key_value_heads=2, intermediate_size=64, max_position_embeddings=128, rope_theta=1000000.0, rms_norm_eps=1e-6, tie_word_embeddings=True,
        hidden_act="silu", use_sliding_window=False, sliding_window=32768, max_window_layers=2, torch_dtype="bfloat16"),
    "qwen3": dict(
        architectures=["Qwen3ForCausalLM"], model_type="qwen3", vocab_size=21, hidden_size=32, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, head_dim=64, intermediate_size=96, max_position_embeddings=128, rope_theta=10000.0, rms_norm_eps=1e-6,
        tie_word_embeddings=False, hidden_act="silu", attention_bias=False, use_sliding_window=False, sliding_window=None, rope_scaling=None),
    "gemma3": dict(
        architectures=["Gemma3ForCausalLM"], model_type="gemma3_text", vocab_size=17, hidden_size=64, num_hidden_layers=4, num_attention_heads=2,
        num_key_value_heads=1, head_dim=64, intermediate_size=64, max_position_embeddings=128, rope_theta=5000.0, rope_local_base_freq=100.0,
        rms_norm_eps=1e-6, hidden_activation="gelu_pytorch_tanh", query_pre_attn_scalar=48, sliding_window=7, sliding_window_pattern=3,
        rope_scaling=dict(rope_type="linear", factor=8.0), attn_logit_softcapping=None, final_logit_softcapping=None, attention_bias=False),
}


def scrambled(place):
    """A number in [-0.5, 0.5) from 32-bit integer arithmetic, exact in double and rounded to float once."""
    bits = (place * 2654435761 + 12345) % 2**32
    bits ^= bits >> 15
    bits = (bits * 2246822519) % 2**32
    bits ^= bits >> 13
    return bits / 2**32 - 0.5


def seed(name):
    """FNV-1a over the characters of a name."""
    value = 2166136261
    for character in name.encode():
        value = (value ^ character) * 16777619 % 2**32
    return value


def settings(c):
    """The options of a family, as attributes."""
    kind = c["model_type"]
    gemma = kind == "gemma3_text"
    size = c.get("head_dim") or c["hidden_size"] // c["num_attention_heads"]
    return dict(bias=kind == "qwen2", head_norms=kind in ("qwen3", "gemma3_text"), gemma=gemma, size=size,
                tied=c.get("tie_word_embeddings", gemma))


def layout(c):
    s = settings(c)
    d, h, size = c["hidden_size"], c["intermediate_size"], s["size"]
    q, kv = c["num_attention_heads"] * size, c["num_key_value_heads"] * size
    yield "model.embed_tokens.weight", (c["vocab_size"], d)
    for i in range(c["num_hidden_layers"]):
        p = f"model.layers.{i}."
        for name, rows in (("q_proj", q), ("k_proj", kv), ("v_proj", kv)):
            yield f"{p}self_attn.{name}.weight", (rows, d)
            if s["bias"]:
                yield f"{p}self_attn.{name}.bias", (rows,)
        yield p + "self_attn.o_proj.weight", (d, q)
        if s["head_norms"]:
            yield p + "self_attn.q_norm.weight", (size,)
            yield p + "self_attn.k_norm.weight", (size,)
        yield p + "mlp.gate_proj.weight", (h, d)
        yield p + "mlp.up_proj.weight", (h, d)
        yield p + "mlp.down_proj.weight", (d, h)
        yield p + "input_layernorm.weight", (d,)
        yield p + "post_attention_layernorm.weight", (d,)
        if s["gemma"]:
            yield p + "pre_feedforward_layernorm.weight", (d,)
            yield p + "post_feedforward_layernorm.weight", (d,)
    yield "model.norm.weight", (d,)
    if not s["tied"]:
        yield "lm_head.weight", (c["vocab_size"], d)


def weights(c):
    tensors = {}
    for name, shape in layout(c):
        start = seed(name)
        values = numpy.array([scrambled((start + i) % 2**32) for i in range(math.prod(shape))])
        if "norm" in name and not settings(c)["gemma"]:
            values = 1 + values
        elif len(shape) == 2:
            values = 0.8 * values
        tensors[name] = torch.tensor(values.astype(numpy.float32).astype(numpy.float64).reshape(shape), requires_grad=True)
    return tensors


def frequencies(theta, size, scaling):
    f = theta ** (-torch.arange(0, size, 2, dtype=torch.float64) / size)
    if not scaling or scaling["rope_type"] == "default":
        return f
    if scaling["rope_type"] == "linear":
        return f / scaling["factor"]
    context, low, high = scaling["original_max_position_embeddings"], scaling["low_freq_factor"], scaling["high_freq_factor"]
    wavelength = 2 * math.pi / f
    slow = torch.where(wavelength > context / low, f / scaling["factor"], f)
    smooth = (context / wavelength - low) / (high - low)
    between = (1 - smooth) * slow / scaling["factor"] + smooth * slow
    return torch.where((wavelength >= context / high) & (wavelength <= context / low), between, slow)


def rotate(x, f):
    angles = torch.arange(x.shape[1], dtype=torch.float64)[:, None] * f
    cos, sin = torch.cat((angles, angles), -1).cos(), torch.cat((angles, angles), -1).sin()
    half = x.shape[-1] // 2
    return x * cos + torch.cat((-x[..., half:], x[..., :half]), -1) * sin


def logits(c, w, tokens):
    s = settings(c)
    size, heads, shared, length = s["size"], c["num_attention_heads"], c["num_key_value_heads"], len(tokens)

    def norm(x, name):
        gain = w[name] + 1 if s["gemma"] else w[name]
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + c["rms_norm_eps"]) * gain

    def project(x, name, count):
        y = x @ w[name + ".weight"].T
        if name + ".bias" in w:
            y = y + w[name + ".bias"]
        return y.view(length, count, size)

    x = w["model.embed_tokens.weight"][tokens]
    if s["gemma"]:
        x = x * math.sqrt(c["hidden_size"])
    rows, columns = torch.arange(length)[:, None], torch.arange(length)[None, :]
    for i in range(c["num_hidden_layers"]):
        p = f"model.layers.{i}."
        slides = s["gemma"] and (i + 1) % c["sliding_window_pattern"] != 0
        y = norm(x, p + "input_layernorm.weight")
        q, k, v = (project(y, f"{p}self_attn.{name}", n) for name, n in (("q_proj", heads), ("k_proj", shared), ("v_proj", shared)))
        if s["head_norms"]:
            q, k = norm(q, p + "self_attn.q_norm.weight"), norm(k, p + "self_attn.k_norm.weight")
        f = frequencies(c["rope_local_base_freq"], size, None) if slides else frequencies(c["rope_theta"], size, c.get("rope_scaling"))
        q, k, v = rotate(q.transpose(0, 1), f), rotate(k.transpose(0, 1), f), v.transpose(0, 1)
        k, v = k.repeat_interleave(heads // shared, 0), v.repeat_interleave(heads // shared, 0)
        hidden = columns > rows
        if slides:
            hidden = hidden | (columns <= rows - c["sliding_window"])
        scores = q @ k.transpose(1, 2) * (c["query_pre_attn_scalar"] if s["gemma"] else size) ** -0.5
        attended = torch.softmax(scores.masked_fill(hidden, -math.inf), -1) @ v
        y = attended.transpose(0, 1).reshape(length, heads * size) @ w[p + "self_attn.o_proj.weight"].T
        x = x + (norm(y, p + "post_attention_layernorm.weight") if s["gemma"] else y)
        y = norm(x, p + ("pre_feedforward_layernorm.weight" if s["gemma"] else "post_attention_layernorm.weight"))
        gate = y @ w[p + "mlp.gate_proj.weight"].T
        if s["gemma"]:
            gate = 0.5 * gate * (1 + torch.tanh(math.sqrt(2 / math.pi) * (gate + 0.044715 * gate**3)))
        else:
            gate = gate * torch.sigmoid(gate)
        y = (gate * (y @ w[p + "mlp.up_proj.weight"].T)) @ w[p + "mlp.down_proj.weight"].T
        x = x + (norm(y, p + "post_feedforward_layernorm.weight") if s["gemma"] else y)
    return norm(x, "model.norm.weight") @ w["model.embed_tokens.weight" if s["tied"] else "lm_head.weight"].T


def packed(values):
    return base64.b64encode(values.detach().numpy().astype("<f4").tobytes()).decode()


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, c in CASES.items():
        w = weights(c)
        tokens = [int((scrambled(t) + 0.5) * c["vocab_size"]) for t in range(42)]
        out = logits(c, w, torch.tensor(tokens[:-1]))
        loss = torch.nn.functional.cross_entropy(out, torch.tensor(tokens[1:]))
        loss.backward()
        tensors = {}
        for tensor, value in w.items():
            flat = value.grad.reshape(-1)
            tensors[tensor] = dict(shape=list(value.shape), gradients=[float(flat[j * len(flat) // SAMPLES]) for j in range(SAMPLES)])
        record = dict(config=c, tokens=tokens, loss=float(loss), logits=packed(out), tensors=tensors)
        text = json.dumps(record) + "\n"
        (FOLDER / f"{name}.json").write_text(text)
        print(name, len(text), "bytes, loss", float(loss))


main()
