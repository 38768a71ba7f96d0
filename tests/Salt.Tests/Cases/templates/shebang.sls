#!jinja|yaml
a{{ 1 + 1 }}: incus.a
