"""A tiny Llama made here, loaded as any other from its folder, behind an OpenAI-like server.

It knows nothing until it is taught one reply by heart; what it says are real tokens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

from model_server import Handler, Script

TEMPLATE = (
    "{% for m in messages %}<|{{ m['role'] }}|>{{ m['content'] }}<|end|>{% endfor %}<|assistant|>"
)
MARKS = ["<|system|>", "<|user|>", "<|assistant|>", "<|end|>"]


def make(folder: Path, texts: Sequence[str]) -> None:
    """Writes a random model and a tokenizer learned from the texts into a folder."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=1200, special_tokens=MARKS, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    ))  # fmt: skip
    wrapped = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<|end|>")
    wrapped.chat_template = TEMPLATE
    wrapped.save_pretrained(folder)
    torch.manual_seed(7)
    LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(wrapped), hidden_size=128, intermediate_size=256, num_hidden_layers=1,
            num_attention_heads=4, max_position_embeddings=4096,
            eos_token_id=wrapped.eos_token_id, bos_token_id=None, pad_token_id=None,
        )
    ).save_pretrained(folder)  # fmt: skip


class TinyModel:
    """The model of a folder, loaded through transformers' own loading path."""

    def __init__(self, folder: Path) -> None:
        from transformers import AutoModelForCausalLM, AutoTokenizer

        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModelForCausalLM.from_pretrained(folder)
        self.read: list[str] = []
        self.said: list[str] = []

    def learn(self, messages: list[dict[str, str]], reply: str, steps: int = 60) -> float:
        """Teaches the reply to one prompt by heart; the last loss."""
        import torch

        prompt = self._tokens(messages)
        told = self.tokenizer(f"{reply}<|end|>", return_tensors="pt").input_ids
        tokens, length = torch.cat([prompt, told], 1), told.shape[1]
        optimizer = torch.optim.AdamW(self.model.parameters(), lr=5e-3)
        threads = torch.get_num_threads()
        torch.set_num_threads(1)  # so small a model only waits for its threads
        loss = torch.tensor(0.0)
        for _ in range(steps):
            logits = self.model(input_ids=tokens, logits_to_keep=length + 1).logits[0, :-1]
            loss = torch.nn.functional.cross_entropy(logits, told[0])
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            if float(loss.detach()) < 0.02:
                break
        torch.set_num_threads(threads)
        return float(loss.detach())

    def pieces(self, messages: list[dict[str, str]], most: int) -> Iterator[str]:
        """What it generates, piece by piece."""
        from transformers import TextIteratorStreamer

        tokens = self._tokens(messages)
        self.read.append(self.tokenizer.decode(tokens[0]))
        streamer = TextIteratorStreamer(
            self.tokenizer, skip_prompt=True, skip_special_tokens=True, timeout=60
        )
        options: dict[str, Any] = {"max_new_tokens": most, "do_sample": False, "streamer": streamer}
        options["attention_mask"] = tokens.new_ones(tokens.shape)
        options["pad_token_id"] = self.tokenizer.eos_token_id
        thread = Thread(target=self.model.generate, args=(tokens,), kwargs=options, daemon=True)
        thread.start()
        said = []
        for piece in streamer:
            said.append(piece)
            yield piece
        thread.join()
        self.said.append("".join(said))

    def _tokens(self, messages: list[dict[str, str]]) -> Any:
        text = self.tokenizer.apply_chat_template(messages, tokenize=False)
        return self.tokenizer(text, return_tensors="pt").input_ids


def plays(model: TinyModel, most: int) -> Script:
    """A server's script in which the model generates the reply."""

    def script(handler: Handler, body: dict[str, Any]) -> None:
        handler.open_stream()
        for piece in model.pieces(body["messages"], min(most, body["max_tokens"])):
            handler.send_piece(piece)
        handler.end_stream()

    return script
