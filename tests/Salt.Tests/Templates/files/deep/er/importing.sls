{% import 'deep/er/names.jinja' as n %}{{ n }}
{% import './names.jinja' as m %}{{ m }}
{% import 'names.jinja' as o %}{{ o }}
{% include 'names.jinja' %}
{% import 'names.jinja' as p with context %}{{ p }}
own: {{ tplfile }} {{ tpldir }} {{ tpldot }}
