"""Writes a state tree whose main file has about as many lines as asked for: make.py LINES FOLDER.

Loops, macros from another file, conditions, filters, a dictionary built with `do`, and plain states: about one rendered
line for each written one.
"""
import pathlib
import sys

MACROS = """\
{% macro snapshot(instance, name, description='', stateful=false) -%}
{{ instance }}-{{ name }}:
  incus.instance_snapshot_present:
    - instance: {{ instance }}
    - name: {{ name }}
    - stateful: {{ stateful | lower }}
    - description: {{ description | default('made by the fleet', true) | tojson }}
{%- endmacro %}
{% macro tags(values) %}{% for value in values %}{{ value | upper }}{{ ', ' if not loop.last }}{% endfor %}{% endmacro %}
"""

HEAD = """\
{% from 'fleet/macros.jinja' import snapshot, tags %}
{% set release = '1.2.3' %}
{% set tiers = {} %}
{% for tier in ['web', 'api', 'db'] %}
{%   do tiers.update({tier: {'count': loop.index * 2, 'names': []}}) %}
{% endfor %}
"""

BLOCK = """\

{% set tier = ['web', 'api', 'db'][{i} % 3] %}
{%- if tiers[tier].count > 1 and release is match('1.') %}
# block {i} of the {{ tier }} tier
{%   for n in range(2) %}
{{ snapshot('%s-%03d-%d' | format(tier, {i}, n), 'before-' ~ release | replace('.', '-'), 'Before ' ~ release ~ ' of ' ~ tier) }}
{%   endfor %}
{%- endif %}
plain-{i}:
  incus.instance_snapshot_present:
    - instance: plain-{i}
    - name: daily-{{ '2024%02d%02d' | format({i} % 12 + 1, {i} % 28 + 1) }}
    - description: "{{ tags(['a', 'b', tier]) }}"
    - expires: 7d
    - require:
{%- for other in [tier ~ '-%03d-0-before-1-2-3' | format({i})] %}
      - incus: {{ other }}
{%- endfor %}
"""


def main(lines, folder):
    root = pathlib.Path(folder)
    (root / "fleet").mkdir(parents=True, exist_ok=True)
    (root / "fleet" / "macros.jinja").write_text(MACROS)
    text = HEAD
    per_block = BLOCK.count("\n")
    for i in range(max(1, (lines - HEAD.count("\n")) // per_block)):
        text += BLOCK.replace("{i}", str(i))
    (root / "fleet" / "init.sls").write_text(text)
    return text.count("\n")


if __name__ == "__main__":
    print(main(int(sys.argv[1]), sys.argv[2]))
