part:
  incus.a:
    - all: "{{ sls }} {{ slspath }} {{ tpldir }} {{ tplfile }} {{ tpldot }} {{ slscolonpath }} {{ sls_path }}"
    - test: {{ opts['test'] }}
