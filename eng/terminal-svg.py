#!/usr/bin/env python3
"""A terminal's text with its colours (tmux capture-pane -e -p) as an SVG picture: stdin to stdout."""
import html
import re
import sys

COLOURS = {30: "#484f58", 31: "#ff7b72", 32: "#7ee787", 33: "#e3b341", 34: "#79c0ff", 35: "#d2a8ff", 36: "#76e3ea", 37: "#c9d1d9"}
LINE, CHARACTER, MARGIN = 17, 8.0, 14

lines = [line.rstrip("\n") for line in sys.stdin]
while lines and not lines[-1].strip():
    lines.pop()
colour, dim, bold = None, False, False
rows, width = [], 0
for number, line in enumerate(lines):
    column, spans = 0, []
    for codes, text in re.findall(r"\x1b\[([0-9;]*)m|([^\x1b]+)", line):
        if text:
            text = text.rstrip("\r")
            style = f'fill="{COLOURS.get(colour, "#c9d1d9")}"' + (' opacity=".6"' if dim else "") + (' font-weight="bold"' if bold else "")
            if text.strip():
                lead = len(text) - len(text.lstrip(" "))
                spans.append(f'<tspan x="{MARGIN + (column + lead) * CHARACTER:g}" {style}>{html.escape(text.strip())}</tspan>'
                             if "  " not in text.strip() else
                             "".join(f'<tspan x="{MARGIN + (column + m.start()) * CHARACTER:g}" {style}>{html.escape(m.group())}</tspan>'
                                     for m in re.finditer(r"\S+(?: \S+)*", text)))
            column += len(text)
            continue
        for code in (int(c or 0) for c in codes.split(";")):
            if code == 0:
                colour, dim, bold = None, False, False
            elif code == 1:
                bold = True
            elif code == 2:
                dim = True
            elif code == 22:
                dim = bold = False
            elif code == 39:
                colour = None
            elif code in COLOURS:
                colour = code
    width = max(width, column)
    rows.append(f'<text y="{MARGIN + (number + 1) * LINE - 4}">{"".join(spans)}</text>')
print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width * CHARACTER + 2 * MARGIN:g}" height="{len(lines) * LINE + 2 * MARGIN}" '
      'font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,\'DejaVu Sans Mono\',monospace" font-size="13.3">')
print('<rect width="100%" height="100%" rx="8" fill="#0d1117"/>')
print("\n".join(rows))
print("</svg>")
