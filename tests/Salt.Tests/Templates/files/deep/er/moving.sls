{% import 'lib/a.jinja' as a %}{{ a }}
{% import './b.jinja' as b %}{{ b }}
own: {{ tplfile }} {{ tpldir }}
