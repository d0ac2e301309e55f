"""The peer of `bench train-step`: the same decoder, batch, loss and optimiser in PyTorch.

Arguments: checkpoint directory, batch file, learning rate. The batch file holds little-endian int32: B, then B + 1 row starts,
then N tokens, then N targets. It prints `ways` with their names and `ready` with its versions, and is then asked line by line on standard input: `way NAME THREADS`
chooses how the rows meet the matrices, `step N` makes N steps and answers `done SECONDS LOSS`, with the loss of the last one.

Ways: `padded` fills all rows up to the longest; `buckets` sorts them by length and takes sixteen at a time, adding up the gradients, which
leaves a few per cent of padding. Both read the causal half only through a mask, so padding at the end of a row needs none. One matrix for
q, k and v and one for gate and up; the library's fused attention where it has one; `compiled` adds torch.compile where it works.
"""
import json
import os
import struct
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

ROWS_OF_A_BUCKET = 16


def load(folder):
    config = json.load(open(os.path.join(folder, "config.json")))
    raw = open(os.path.join(folder, "model.safetensors"), "rb").read()
    length = struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8 : 8 + length])
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = (8 + length + offset for offset in entry["data_offsets"])
            tensors[name] = torch.from_numpy(np.frombuffer(raw[begin:end], dtype="<f4").reshape(entry["shape"]).copy())
    return config, tensors


class Decoder(torch.nn.Module):
    def __init__(self, config, tensors):
        super().__init__()
        self.layers, self.heads = config["num_hidden_layers"], config["num_attention_heads"]
        self.kv, self.size, self.epsilon = config["num_key_value_heads"], config["head_dim"], config["rms_norm_eps"]
        joined = {"embedding": tensors["model.embed_tokens.weight"], "norm": tensors["model.norm.weight"], "head": tensors["lm_head.weight"]}
        for i in range(self.layers):
            get = lambda name: tensors[f"model.layers.{i}.{name}.weight"]
            joined[f"norm1_{i}"], joined[f"norm2_{i}"] = get("input_layernorm"), get("post_attention_layernorm")
            joined[f"qkv_{i}"] = torch.cat([get("self_attn.q_proj"), get("self_attn.k_proj"), get("self_attn.v_proj")])
            joined[f"gate_up_{i}"] = torch.cat([get("mlp.gate_proj"), get("mlp.up_proj")])
            joined[f"out_{i}"], joined[f"down_{i}"] = get("self_attn.o_proj"), get("mlp.down_proj")
        for name, tensor in joined.items():
            self.register_parameter(name, torch.nn.Parameter(tensor.clone()))
        length, half = config["max_position_embeddings"], self.size // 2
        frequency = config["rope_theta"] ** (-torch.arange(half, dtype=torch.float64) / half)
        angles = torch.arange(length, dtype=torch.float64)[:, None] * frequency
        self.cos, self.sin = angles.cos().float()[:, None, :], angles.sin().float()[:, None, :]
        self.mask = torch.full((length, length), float("-inf")).triu(1)
        self.fused = getattr(F, "scaled_dot_product_attention", None)

    def rms(self, x, gain):
        return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + self.epsilon) * gain

    def rotate(self, x):
        # x: [batch, time, heads, size]
        first, second = x.chunk(2, -1)
        cos, sin = self.cos[: x.shape[1]], self.sin[: x.shape[1]]
        return torch.cat([first * cos - second * sin, second * cos + first * sin], -1)

    def attend(self, queries, keys, values):
        # queries: [batch, time, heads, size]; keys and values: [batch, time, kv, size]
        batch, length, group = queries.shape[0], queries.shape[1], self.heads // self.kv
        queries = queries.transpose(1, 2)
        keys, values = (x.transpose(1, 2).repeat_interleave(group, 1) for x in (keys, values))
        if self.fused is not None:
            return self.fused(queries, keys, values, is_causal=True).transpose(1, 2).reshape(batch, length, -1)
        scores = torch.baddbmm(
            self.mask[:length, :length], queries.reshape(-1, length, self.size), keys.reshape(-1, length, self.size).transpose(1, 2),
            alpha=self.size**-0.5)
        mixed = torch.bmm(torch.softmax(scores, -1), values.reshape(-1, length, self.size))
        return mixed.view(batch, self.heads, length, self.size).transpose(1, 2).reshape(batch, length, -1)

    def forward(self, tokens, targets):
        """Sum of -ln p over the targets that are not -100."""
        batch, length = tokens.shape
        x = F.embedding(tokens, self.embedding)
        for i in range(self.layers):
            get = lambda name: getattr(self, f"{name}_{i}")
            qkv = F.linear(self.rms(x, get("norm1")), get("qkv")).view(batch, length, self.heads + 2 * self.kv, self.size)
            turned, values = self.rotate(qkv[:, :, : self.heads + self.kv]), qkv[:, :, self.heads + self.kv :]
            x = x + F.linear(self.attend(turned[:, :, : self.heads], turned[:, :, self.heads :], values), get("out"))
            gate, up = F.linear(self.rms(x, get("norm2")), get("gate_up")).chunk(2, -1)
            x = x + F.linear(F.silu(gate) * up, get("down"))
        logits = F.linear(self.rms(x, self.norm), self.head)
        return F.cross_entropy(logits.view(batch * length, -1), targets.view(-1), reduction="sum", ignore_index=-100)


def padded(rows):
    length = max(len(tokens) for tokens, _ in rows)
    tokens, targets = torch.zeros((len(rows), length), dtype=torch.long), torch.full((len(rows), length), -100, dtype=torch.long)
    for i, (read, aimed) in enumerate(rows):
        tokens[i, : len(read)], targets[i, : len(aimed)] = read, aimed
    return tokens, targets


def main():
    config, tensors = load(sys.argv[1])
    data = torch.from_numpy(np.fromfile(sys.argv[2], dtype="<i4").astype(np.int64))
    count = int(data[0])
    starts, rest = data[1 : count + 2].tolist(), data[count + 2 :]
    tokens, targets = rest[: starts[-1]], rest[starts[-1] :]
    rows = [(tokens[a:b], targets[a:b]) for a, b in zip(starts, starts[1:])]
    rows_by_length = sorted(rows, key=lambda row: len(row[0]))
    ways = {
        "padded": [padded(rows)],
        "buckets": [padded(rows_by_length[i : i + ROWS_OF_A_BUCKET]) for i in range(0, count, ROWS_OF_A_BUCKET)],
    }
    decoder = Decoder(config, tensors)
    matrices = [p for p in decoder.parameters() if p.dim() > 1]
    gains = [p for p in decoder.parameters() if p.dim() == 1]
    optimiser = torch.optim.AdamW(
        [dict(params=matrices, weight_decay=0.01), dict(params=gains, weight_decay=0.0)],
        lr=float(sys.argv[3]), betas=(0.9, 0.98), eps=1e-8, foreach=True)
    attention = "fused attention" if decoder.fused is not None else "no fused attention"
    names = list(ways) + (["buckets+compiled"] if hasattr(torch, "compile") else [])
    print("ways " + " ".join(names), flush=True)
    print(f"ready PyTorch {torch.__version__}, {attention}, "
          f"BLAS {os.path.realpath('/etc/alternatives/libblas.so.3-x86_64-linux-gnu')}", flush=True)
    run, batches = decoder, ways["padded"]

    def step():
        total = 0.0
        for read, aimed in batches:
            loss = run(read, aimed) / starts[-1]
            loss.backward()
            total += float(loss.detach())
        torch.nn.utils.clip_grad_norm_(decoder.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        return total

    for line in sys.stdin:
        order, value, *threads = line.split()
        if order == "way":
            torch.set_num_threads(int(threads[0]))
            name, _, compiled = value.partition("+")
            run, batches = torch.compile(decoder, dynamic=True) if compiled else decoder, ways[name]
            print("done", flush=True)
        else:
            begin, loss = time.perf_counter(), 0.0
            for _ in range(int(value)):
                loss = step()
            print(f"done {time.perf_counter() - begin} {loss}", flush=True)


main()
