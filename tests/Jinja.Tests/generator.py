"""Random templates that mean something: expressions over known variables, loops, macros, chains of filters.

Used by oracle.py --generate. What differs from run to run in Python itself (the order of sets, addresses, random
choices) and what takes for ever (towers of powers) is not made.
"""
import random

VARIABLES = {
    "n": 7, "z": 0, "neg": -3, "f": 2.5, "big": 123456789012345678901, "t": True, "no": None,
    "s": "Hello World", "e": "", "u": "straße", "num": "42", "csv": "a,b,,c", "text": "one two\nthree  four",
    "html": "<b>x & y</b>", "mk": {"$markup": "<i>m</i>"},
    "l": [3, 1, 2], "w": ["b", "A", "c", "a"], "mix": [1, "a", None, 2.5, True], "nest": [[1, 2], [3, [4]]],
    "tu": {"$tuple": [1, "x"]}, "d": {"b": 2, "a": 1, "C": "x"}, "one": {"$set": [5]},
    "people": [{"name": "Bob", "age": 30}, {"name": "al", "age": 25, "tag": "x"}, {"name": "Cy", "age": 30}],
    "conf": {"web": {"port": 80, "tags": ["x", "y"]}, "db": {"port": 5432, "tags": []}},
    "inf": {"$float": "inf"},
}
ATOMS = [*VARIABLES, "1", "2", "-1", "0", "10", "1.5", "0.1", "1e3", "'a'", "'b,c'", "'%s'", "''", "true", "none",
         "[]", "{}", "[1, 2]", "(1, 2)", "{'k': 1}", "nosuch", "'Ab cD'", "'{}'", "range(4)", "d.a", "d['b']",
         "people[0].name", "conf.web.tags", "nest.0.1", "d.nosuch", "l[-1]", "s[1:3]", "w[::-1]", "l[5]"]
BINARY = ["+", "-", "*", "/", "//", "%", "~", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "and", "or"]
TESTS = ["defined", "undefined", "none", "number", "integer", "float", "string", "boolean", "mapping", "sequence",
         "iterable", "callable", "lower", "upper", "odd", "even", "true", "false", "escaped", "divisibleby 2",
         "eq 1", "in [1, 'a']", "sameas none", "gt 1", "lt 'b'", "ne none"]
FILTERS = [
    "abs", "batch(2)|list", "batch(3, 'x')|list", "capitalize", "center(9)", "default('d')", "default('d', true)",
    "dictsort", "dictsort(by='value')", "e", "escape", "filesizeformat", "first", "float", "forceescape", "groupby('age')",
    "indent", "indent(2, true)", "int", "items|list", "join", "join(',')", "join('-', attribute='name')", "last",
    "length", "list", "lower", "map('upper')|list", "map(attribute='name')|list", "map('string')|join", "max", "min",
    "map(attribute='age', default=0)|list", "pprint", "reject('odd')|list", "rejectattr('tag')|list", "count",
    "replace('a', 'X')", "replace('l', '', 1)", "reverse|list", "round", "round(1)", "round(1, 'floor')", "safe",
    "select|list", "select('string')|list", "selectattr('age', 'gt', 26)|list", "slice(2)|list", "slice(3, 0)|list",
    "sort", "sort(reverse=true)", "sort(attribute='age')", "sort(case_sensitive=true)", "string", "striptags", "sum",
    "sum(attribute='age')", "title", "tojson", "tojson(2)", "trim", "truncate(5, true, '..', 0)", "truncate(9)",
    "unique|list", "unique(true)|list", "upper", "urlencode", "urlize", "wordcount", "wordwrap(4)", "xmlattr",
    "format(1)", "format(1, 2)", "map('int')|sum", "map('default', 5)|list", "map('length')|list", "attr('upper')()",
    "groupby(0)", "select('in', ['a', 1])|list", "d(n)", "map('replace', 'a', 'z')|list", "int(5, 16)", "length",
]
METHODS = [
    "upper()", "lower()", "title()", "swapcase()", "capitalize()", "casefold()", "strip()", "split()", "split(',')",
    "rsplit(',', 1)", "splitlines()", "partition(',')", "replace('a', 'b')", "find('o')", "count('l')", "zfill(8)",
    "center(11, '*')", "ljust(12)", "rjust(12)", "startswith('H')", "endswith('d')", "isalpha()", "isdigit()",
    "isupper()", "index('o')", "join(w)", "join(['x', 'y'])", "format(n)", "format(n, s)", "encode()", "items()|list",
    "keys()|list", "values()|list", "get('a')", "get('q', 5)", "copy()", "count(1)", "index(1)", "bit_length()",
    "is_integer()", "real", "pop()", "update({'q': 1})", "setdefault('q', [])", "expandtabs(4)",
    "removeprefix('He')", "removesuffix('ld')", "istitle()", "isidentifier()", "as_integer_ratio()", "rfind('l')",
]
SPECS = ["", ">8", "<8", "^9", "*^9", "08", "+", ",", "_", ".2f", "10.3f", "e", "g", "%", "x", "#x", "b", "d", "s", ".3",
         "=+9", "c", "n", "08.2f", "012,"]


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.names = list(ATOMS)

    def pick(self, items):
        return self.random.choice(items)

    def chance(self, share):
        return self.random.random() < share

    def expression(self, depth):
        kind = self.random.randrange(15) if depth > 0 else 0
        sub = lambda: self.expression(depth - 1)  # noqa: E731
        if kind <= 2:
            return self.pick(self.names)
        if kind <= 4:
            return f"{self.group(sub())} {self.pick(BINARY)} {self.group(sub())}"
        if kind <= 7:
            return f"{self.group(sub())}|{self.pick(FILTERS)}"
        if kind == 8:
            return f"({sub()}).{self.pick(METHODS)}"
        if kind == 9:
            return f"{self.group(sub())} is {self.pick(['', 'not '])}{self.pick(TESTS)}"
        if kind == 10:
            # A constant condition that fails would fail in Jinja's compiler, also where it is never reached.
            return f"({sub()} if {self.pick(['t and', 'n or', 'z or', 'not e and'])} {self.group(sub())}{' else ' + sub() if self.chance(0.8) else ''})"
        if kind == 11:
            return self.pick([f"[{sub()}, {sub()}]", f"({sub()},)", f"{{'k': {sub()}}}", f"({sub()}, {sub()})"])
        if kind == 12:
            # A slice of a constant that has none is an error only where Jinja does not compute it while it compiles.
            owner = self.pick([*VARIABLES, 'd.a', 'people', 'w|list', 's|upper', 'l|sort', 'csv.split(\',\')'])
            return f"({owner})[{self.pick(['0', '-1', '1:', ':2', '::-1', '::2', repr('a'), 'n', '-2:', sub()])}]"
        if kind == 13:
            return self.pick([f"'{{:{self.pick(SPECS)}}}'.format({sub()})", f"'%{self.percent()}' % ({sub()},)",
                              f"'{{0}}-{{1!r}}'.format({sub()}, {sub()})"])
        return self.pick([f"not {sub()}", f"-({sub()})", f"{self.pick(['(2)', 'n', 'f', '1.5', 't'])} ** "
                          f"{self.pick(['2', '3', '0', '-1', '0.5', '10'])}", f"{self.pick(['-1', '-2', '(-3)', 'neg', '-1.5'])} ** {self.pick(['n', '2', 'z', 't'])}"])

    def percent(self):
        return (self.pick(["", "", "-", "+", " ", "0", "#"]) + self.pick(["", "", "8", "3"])
                + self.pick(["", "", ".2", ".0"]) + self.pick("sdrfxgeic"))

    def group(self, text):
        return text if text.isidentifier() or self.chance(0.2) else f"({text})"

    def output(self, depth):
        dash = self.pick(["", "", "", "-"])
        return f"{{{{{dash} {self.expression(depth)} {self.pick(['', '', '-'])}}}}}"

    def body(self, depth, loops):
        parts = []
        for _ in range(self.random.randint(1, 3)):
            parts.append(self.statement(depth - 1, loops))
            if self.chance(0.4):
                parts.append(self.pick([" ", "\n", "x", "\n  y ", "{# c #}", "{#- c -#}"]))
        return "".join(parts)

    def tag(self, text):
        return f"{{%{self.pick(['', '', '', '-', '+'])} {text} {self.pick(['', '', '', '-'])}%}}"

    def scoped(self, names, make):
        saved = self.names
        self.names = [*saved, *names * 4]
        text = make()
        self.names = saved
        return text

    def statement(self, depth, loops):
        kind = self.random.randrange(16) if depth > 0 else 0
        if kind <= 4:
            return self.output(self.random.randint(1, 2))
        if kind == 5:
            otherwise = self.tag("else") + self.body(depth, loops) if self.chance(0.5) else ""
            return self.tag("if " + self.expression(1)) + self.body(depth, loops) + otherwise + self.tag("endif")
        if kind <= 8:
            source = self.pick(["l", "w", "range(3)", "people", "d", "s", "mix", "nest", "[]", "tu", "l|map('string')",
                                "w|batch(2)", self.expression(1)])
            condition = self.pick(["", "", "", " if i", " if i is string", " if " + self.expression(1)])
            inside = ["i", "i", "loop.index", "loop.last", "loop.first", "loop.length", "loop.revindex0",
                      "loop.previtem|default('-')", "loop.nextitem|default('-')", "loop.cycle('p', 'q')",
                      "loop.changed(i)", "i.name|default('?')"]
            text = self.scoped(inside, lambda: self.body(depth, True))
            otherwise = self.tag("else") + self.body(depth, loops) if self.chance(0.3) else ""
            return self.tag(f"for i in {source}{condition}") + text + otherwise + self.tag("endfor")
        if kind == 9:
            pairs = "for k, v in " + self.pick(["d|dictsort", "d.items()", "conf.items()", "conf|dictsort"])
            return self.tag(pairs) + self.scoped(["k", "v", "v.port"], lambda: self.body(depth, True)) + self.tag("endfor")
        if kind == 10:
            name = self.pick(["x", "y", "n", "s"])
            return self.tag(f"set {name} = {self.expression(2)}") + self.scoped([name], lambda: self.body(depth, loops))
        if kind == 11:
            name = self.pick(["x", "s"])
            return (self.tag(f"set {name}{self.pick(['', ' | upper', ' | trim'])}") + self.body(depth, loops)
                    + self.tag("endset") + self.scoped([name], lambda: self.output(1)))
        if kind == 12:
            text = self.scoped(["a", "b", "varargs", "kwargs|length"], lambda: self.body(depth, False))
            call = self.pick(["m(1)", "m(l, b=s)", "m()", "m(1, 2, 3)", "m(a=w)", "m(s, c=1)", "m(*l)", "m(**{'b': 5})"])
            return (self.tag(f"macro m(a, b={self.expression(1)})") + text + self.tag("endmacro")
                    + f"{{{{ {call} }}}}")
        if kind == 13:
            return self.pick([
                self.tag(f"with q = {self.expression(1)}") + self.scoped(["q"], lambda: self.body(depth, loops))
                + self.tag("endwith"),
                self.tag(f"filter {self.pick(['upper', 'title', 'trim', 'indent', 'e', 'length', 'center(20)'])}")
                + self.body(depth, loops) + self.tag("endfilter"),
                self.tag(f"autoescape {self.pick(['true', 'false'])}") + self.output_of_variables()
                + self.tag("endautoescape"),
            ])
        if kind == 14:
            if loops and self.chance(0.7):
                jump = self.tag(self.pick(["break", "continue"]))
                return self.tag("if " + self.expression(1)) + jump + self.tag("endif")
            return self.tag("do " + self.pick(["conf.db.tags.append(n)", "d.update({'q': 1})", "w.pop()", self.expression(2)]))
        return (self.tag("set ns = namespace(c=0)") + self.tag("for i in " + self.pick(["l", "range(4)", "w"]))
                + self.tag("set ns.c = ns.c + " + self.pick(["1", "loop.index", "i|int"])) + self.tag("endfor")
                + "{{ ns.c }}")

    # Jinja folds constants before it knows of escaping; what a template gets from outside shows the rule.
    def output_of_variables(self):
        return "{{ " + self.pick(["html", "mk", "s", "html ~ mk", "mk ~ html", "[html, mk]|join(s)", "html|upper",
                                  "mk|replace('i', html)", "d|xmlattr", "html|e", "l", "html|safe", "html + mk"]) + " }}"


def cases(seed, count):
    for number in range(count):
        maker = Maker(f"{seed}-{number}")
        text = maker.output(3) if number % 2 else maker.body(3, False)
        yield {"name": f"{seed}-{number}", "text": text, "vars": VARIABLES, "files": {}}
