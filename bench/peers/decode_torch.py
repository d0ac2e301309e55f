"""The peer of `bench decode`: the same decoder in PyTorch, a loop over preallocated keys and values.

Arguments: checkpoint directory, prompt tokens, written tokens, rounds, threads, in-flight counts (comma-separated).
Prints what it runs on, the most probable tokens after a fixed prompt, and, per count, `result COUNT RATE PROCESSOR_RATE`: tokens per
second of wall time (the median of the rounds at the better of one thread and all) and of processor time (the best), without the time
to read the prompts, as in the bench.

One matrix for q, k and v and one for gate and up, one fused softmax, the query heads of a key-value head in one batched product,
no copy of the cache, no autograd: what a careful person writes. PyTorch before 2.0 has no fused attention and no compiler.
"""
import json
import os
import statistics
import struct
import sys
import time

import numpy as np
import torch


def load(folder):
    config = json.load(open(os.path.join(folder, "config.json")))
    raw = open(os.path.join(folder, "model.safetensors"), "rb").read()
    length = struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8 : 8 + length])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        tensors[name] = torch.from_numpy(np.frombuffer(raw[begin:end], dtype="<f4").reshape(entry["shape"]).copy())
    return config, tensors


class Decoder:
    def __init__(self, config, tensors):
        self.layers = config["num_hidden_layers"]
        self.heads = config["num_attention_heads"]
        self.kv = config["num_key_value_heads"]
        self.size = config["head_dim"]
        self.epsilon = config["rms_norm_eps"]
        self.embedding = tensors["model.embed_tokens.weight"]
        self.norm = tensors["model.norm.weight"]
        self.head = tensors.get("lm_head.weight", self.embedding).t().contiguous()
        self.blocks = []
        for i in range(self.layers):
            get = lambda name: tensors[f"model.layers.{i}.{name}.weight"]
            self.blocks.append(
                dict(
                    norm1=get("input_layernorm"),
                    qkv=torch.cat([get("self_attn.q_proj"), get("self_attn.k_proj"), get("self_attn.v_proj")]).t().contiguous(),
                    out=get("self_attn.o_proj").t().contiguous(),
                    norm2=get("post_attention_layernorm"),
                    gate_up=torch.cat([get("mlp.gate_proj"), get("mlp.up_proj")]).t().contiguous(),
                    down=get("mlp.down_proj").t().contiguous(),
                )
            )
        frequency = config["rope_theta"] ** (-torch.arange(0, self.size, 2, dtype=torch.float64) / self.size)
        angles = torch.arange(config["max_position_embeddings"], dtype=torch.float64)[:, None] * frequency[None, :]
        self.cos = torch.cat([angles.cos(), angles.cos()], -1).float()
        self.sin = torch.cat([-angles.sin(), angles.sin()], -1).float()

    def cache(self, batch, length):
        shape = (self.layers, batch, self.kv, length, self.size)
        return torch.zeros(shape), torch.zeros(shape)

    def rms(self, x, gain):
        return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + self.epsilon) * gain

    def rotate(self, x, start):
        # x: [batch, time, heads, size]
        half = self.size // 2
        turned = torch.cat([x[..., half:], x[..., :half]], -1)
        cos, sin = (table[start : start + x.shape[1], None, :] for table in (self.cos, self.sin))
        return x * cos + turned * sin

    def step(self, tokens, start, keys, values, mask=None):
        """tokens [batch, time] at positions start ...; returns the logits of the last one, [batch, vocabulary]."""
        batch, length = tokens.shape
        end, group = start + length, self.heads // self.kv
        x = self.embedding[tokens]
        for i, block in enumerate(self.blocks):
            qkv = self.rms(x, block["norm1"]) @ block["qkv"]
            qkv = qkv.view(batch, length, self.heads + 2 * self.kv, self.size)
            turned = self.rotate(qkv[:, :, : self.heads + self.kv], start)
            keys[i, :, :, start:end] = turned[:, :, self.heads :].transpose(1, 2)
            values[i, :, :, start:end] = qkv[:, :, self.heads + self.kv :].transpose(1, 2)
            query = turned[:, :, : self.heads].view(batch, length, self.kv, group, self.size).permute(0, 2, 3, 1, 4)
            query = query.reshape(batch, self.kv, group * length, self.size)
            scores = (query @ keys[i, :, :, :end].transpose(-1, -2)) * self.size**-0.5
            if mask is not None:
                scores = scores.view(batch, self.kv, group, length, end) + mask
                scores = scores.view(batch, self.kv, group * length, end)
            mixed = torch.softmax(scores, -1) @ values[i, :, :, :end]
            mixed = mixed.view(batch, self.kv, group, length, self.size).permute(0, 3, 1, 2, 4).reshape(batch, length, -1)
            x = x + mixed @ block["out"]
            gate, up = (self.rms(x, block["norm2"]) @ block["gate_up"]).chunk(2, -1)
            x = x + (torch.nn.functional.silu(gate) * up) @ block["down"]
        return self.rms(x[:, -1], self.norm) @ self.head


def run(model, batch, prompt, written, vocabulary, greedy=None):
    """One batch of requests from prompt to last token; greedy: a given prompt, most probable tokens.

    Returns the tokens, and the seconds of wall and of processor time that they took after the prompt had been read."""
    keys, values = model.cache(batch, prompt + written)
    tokens = torch.randint(vocabulary, (batch, prompt)) if greedy is None else greedy
    mask = torch.full((prompt, prompt), float("-inf")).triu(1)
    logits = model.step(tokens, 0, keys, values, mask)
    begin, busy = time.perf_counter(), time.process_time()
    made = []
    for i in range(written):
        token = torch.multinomial(torch.softmax(logits, -1), 1) if greedy is None else logits.argmax(-1, keepdim=True)
        made.append(token)
        if i + 1 < written:
            logits = model.step(token, prompt + i, keys, values)
    return torch.cat(made, 1), time.perf_counter() - begin, time.process_time() - busy


def main():
    folder, prompt, written, rounds, threads = sys.argv[1], *map(int, sys.argv[2:6])
    counts = [int(count) for count in sys.argv[6].split(",")]
    config, tensors = load(folder)
    model = Decoder(config, tensors)
    vocabulary = config["vocab_size"]
    torch.manual_seed(1)
    print(f"PyTorch {torch.__version__}, BLAS {os.path.realpath('/etc/alternatives/libblas.so.3-x86_64-linux-gnu')}", flush=True)
    with torch.inference_mode():
        given = (torch.arange(prompt)[None, :] * 7) % vocabulary
        print("greedy " + " ".join(map(str, run(model, 1, prompt, written, vocabulary, given)[0][0].tolist())), flush=True)
        for count in counts:
            best = busiest = 0
            for used in sorted({1, threads}):
                torch.set_num_threads(used)
                repeats = 1 if count > 8 else 4
                run(model, count, prompt, written, vocabulary)
                rates, processor = [], []
                for _ in range(rounds):
                    results = [run(model, count, prompt, written, vocabulary) for _ in range(repeats)]
                    rates.append(count * written * repeats / sum(seconds for _, seconds, _ in results))
                    processor.append(count * written * repeats / sum(seconds for _, _, seconds in results))
                median = statistics.median(rates)
                print(f"{count} in flight, {used} threads: median {median:,.0f} best {max(rates):,.0f} tokens/s, "
                      f"{max(processor):,.0f} per processor second", flush=True)
                best, busiest = max(best, median), max(busiest, *processor)
            print(f"result {count} {best} {busiest}", flush=True)


main()
