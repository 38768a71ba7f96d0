"""Made-up YAML documents: a random tree written in a random mixture of YAML's styles, sometimes damaged a little."""
import random

WORDS = ["a", "b", "web", "web-1", "daily-20240115", "x y", "it's", "é", "snap.shot", "C:\\dir", "key", "10", "010", "1.5",
         "true", "no", "null", "~", "12:30", "2024-01-15", "1_000", "0x1F", "1e3", "1.0e+3", ".inf", "a:b", "a#b", "-x", "?x", "",
         "@daily", "%d", "a, b", "[x]", "{y}", "*", "&", "!", "|", ">", "'", '"', "a: b", "x #y", "-", "--", "=", "<<",
         "long text that goes on and on", "tail ", " head", "tab\tin", "two\nlines", "two\n\n  indented\nend\n", "yes", "on", "0o7"]
KEYS = ["a", "b", "c", "name", "instance", "web-1", "1", "2.5", "true", "x y", "2024-01-15", "'q'", '"d"', "incus", "~"]


class Writer:
    def __init__(self, rng):
        self.rng = rng
        self.anchors = []
        self.depth = 0

    def chance(self, share):
        return self.rng.random() < share

    # ---- scalars

    def quoted(self, word):
        if self.chance(0.5):
            return "'" + word.replace("'", "''").replace("\n", "\n\n    ") + "'"
        word = word.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
        return '"' + (word.replace("é", "\\xe9") if self.chance(0.5) else word) + '"'

    def scalar(self, flow=False):
        word = self.rng.choice(WORDS)
        tame = word and word == word.strip() and not any(c in word for c in "\n\t#:,[]{}&*!|>'\"%@`") and word[0] not in "-?="
        style = self.rng.random()
        if self.chance(0.03):
            return self.rng.choice(["!!str ", "!!int ", "!!float ", "!!bool ", "! ", "!x "]) + (word if tame else self.quoted(word))
        if style < 0.55 and tame:
            return word
        if style < 0.553:
            return word  # as it is, whatever that means
        return self.quoted(word)

    def block_scalar(self, indent):
        lines = self.rng.choice(WORDS).split("\n") + [self.rng.choice(["x", "", "  deeper", "# no comment", "a: b", "- i"])
                                                      for _ in range(self.rng.randint(0, 4))]
        head = self.rng.choice("|>") + self.rng.choice(["", "", "-", "+"])
        step = self.rng.choice([1, 2, 2, 4])
        if self.chance(0.1):
            head += str(step)
        pad = " " * (indent + step)
        body = "".join((pad + line if line or self.chance(0.3) else "") + "\n" for line in lines)
        return head + self.rng.choice(["", "", " # comment", " "]) + "\n" + body

    def long_plain(self, indent):
        words = [self.rng.choice(["one", "two", "b:c", "d#e", "-f", "'g"]) for _ in range(self.rng.randint(2, 6))]
        text = "w " + words[0]
        for word in words[1:]:
            text += self.rng.choice([" ", "\n" + " " * (indent + 1), "\n\n" + " " * (indent + 2)]) + word
        return text + "\n"

    # ---- nodes

    def flow(self):
        self.depth += 1
        kind = self.rng.random()
        if self.depth > 4 or kind < 0.6:
            text = self.scalar(flow=True)
        elif kind < 0.8:
            text = "[" + ", ".join(self.flow() for _ in range(self.rng.randint(0, 3))) + self.rng.choice(["", "", ",", " "]) + "]"
        else:
            text = "{" + ", ".join(self.rng.choice(KEYS) + ": " + self.flow() for _ in range(self.rng.randint(0, 3))) + "}"
            if self.chance(0.1):
                text = text.replace(", ", ",\n      ")
        self.depth -= 1
        return text

    def comment(self, indent):
        if self.chance(0.06):
            return self.rng.choice(["", " " * indent]) + "# " + self.rng.choice(["note", "a: b", "é"]) + "\n"
        return "\n" if self.chance(0.04) else ""

    def value(self, indent):
        """What follows 'key:' or '-': begins with a space or a line end, ends with a line end."""
        self.depth += 1
        anchor, name = "", None
        try:
            if self.anchors and self.chance(0.04):
                return " *" + self.rng.choice(self.anchors) + "\n"
            if self.chance(0.06):
                name = f"n{self.rng.randrange(10_000)}" if self.chance(0.95) or not self.anchors else self.anchors[-1]
                anchor = " &" + name
            kind = self.rng.random()
            if self.depth > 5 or kind < 0.4:
                return anchor + " " + self.scalar() + self.rng.choice(["", "", "", " # c", " ", "  "]) + "\n"
            if kind < 0.5:
                return anchor + " " + self.flow() + "\n"
            if kind < 0.6:
                return anchor + " " + self.block_scalar(indent)
            if kind < 0.64:
                return anchor + " " + self.long_plain(indent)
            if kind < 0.66:
                return anchor + "\n"
            step = self.rng.choice([1, 2, 2, 2, 4])
            if kind < 0.83:
                return anchor + "\n" + self.mapping(indent + step)
            return anchor + "\n" + self.sequence(indent + self.rng.choice([0, 2, 2]))
        finally:
            self.depth -= 1
            if name is not None:
                self.anchors.append(name)

    def mapping(self, indent):
        pad, text = " " * indent, ""
        keys = self.rng.sample(KEYS, self.rng.randint(1, 4)) if self.chance(0.95) else self.rng.choices(KEYS, k=3)
        for key in keys:
            text += self.comment(indent)
            if self.anchors and self.chance(0.05):
                names = self.rng.sample(self.anchors, 1 if self.chance(0.8) else self.rng.randint(1, len(self.anchors)))
                text += pad + "<<: " + ("*" + names[0] if len(names) == 1 else "[*" + ", *".join(names) + "]") + "\n"
            if self.chance(0.03):
                text += pad + "? " + key + "\n" + pad + ":" + self.value(indent)
            else:
                text += pad + key + ":" + self.value(indent)
        return text

    def sequence(self, indent):
        pad, text = " " * indent, ""
        for _ in range(self.rng.randint(1, 4)):
            text += self.comment(indent)
            if self.chance(0.3):
                text += pad + "- " + self.mapping(indent + 2)[indent + 2:].lstrip("\n")
            else:
                text += pad + "-" + self.value(indent)
        return text

    def damage(self, text):
        for _ in range(self.rng.randint(1, 3)):
            at = self.rng.randrange(len(text) + 1)
            piece = self.rng.choice(["", " ", "\n", ":", ": ", "- ", "'", '"', "[", "]", "{", "}", ",", "#", "\t", "&a ", "*a", "!", "|", "%", "  "])
            text = text[:at] + piece + text[at + self.rng.randint(0, 2):]
        return text

    def document(self):
        head = "---\n" if self.chance(0.05) else "%YAML 1.1\n---\n" if self.chance(0.01) else ""
        kind = self.rng.random()
        text = self.mapping(0) if kind < 0.7 else self.sequence(0) if kind < 0.9 else self.flow() + "\n"
        text = head + text + ("...\n" if self.chance(0.02) else "")
        if self.chance(0.15):
            text = self.damage(text)
        return text.replace("=====\n", "====\n")


def documents(seed, count):
    rng = random.Random(seed)
    return [Writer(rng).document() for _ in range(count)]
