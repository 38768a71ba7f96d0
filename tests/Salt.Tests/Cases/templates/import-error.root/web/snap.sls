# tpldir is {{ tpldir }}, slspath {{ slspath }}, tplfile {{ tplfile }}, tpldot {{ tpldot }}
{% import './lib.jinja' as lib %}
a:
  incus.a:
    - name: {{ lib.make('x') }}
