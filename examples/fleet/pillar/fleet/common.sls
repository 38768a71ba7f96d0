{% set sites = ['hel', 'fsn'] %}
fleet:
  release: 1.2.3
  as_of: 1705320000    # the instant that weekly names are made for; leave it out for today
  owner: "Operations <ops@example.org>"
  sites: {{ sites | tojson }}
  keep:
    daily: 7
    weekly: 4
  instances:
    {% for site in sites %}
    {% for n in range(1, 4) %}
    web-{{ site }}-{{ n }}:
      tier: web
      site: {{ site }}
      weight: {{ n * 10 }}
    {% endfor %}
    db-{{ site }}-1:
      tier: db
      site: {{ site }}
      stateful: {{ loop.first }}
    {% endfor %}
  hooks:
    before: &quiesce
      timeout: 30
      commands: [sync]
    after:
      <<: *quiesce
      commands: [systemctl reload nginx]
