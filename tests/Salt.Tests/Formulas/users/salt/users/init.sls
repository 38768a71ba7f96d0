# vim: sts=2 ts=2 sw=2 et ai
{% from "users/map.jinja" import users, os with context %}
{% set used_sudo = [] %}
{% set used_auth = [] %}
{%- for group, setting in salt['pillar.get']('groups', {}).items() %}
{%-   if setting.absent is defined and setting.absent or setting.get('state', "present") == 'absent' %}
users_group_absent_{{ group }}:
  group.absent:
    - name: {{ group }}
{%-   else %}
users_group_present_{{ group }}:
  group.present:
    - name: {{ group }}
    - gid: {{ setting.get('gid', "null") }}
    - system: {{ setting.get('system', "False") }}
    - members: {{ setting.get('members')|json }}
    - addusers: {{ setting.get('addusers')|json }}
    - delusers: {{ setting.get('delusers')|json }}
{%-   endif %}
{%- endfor %}

{%- for name, user in pillar.get('users', {}).items() if user.absent is not defined or not user.absent %}
{%- if user == None %}{%- set user = {} %}{%- endif %}
{%- if 'sudoonly' in user and user['sudoonly'] %}{%- set _ = user.update({'sudouser': True}) %}{%- endif %}
{%- if 'sudouser' in user and user['sudouser'] %}{%- do used_sudo.append(1) %}{%- endif %}
{%- set home = user.get('home', "/home/%s" % name) -%}
{%- set user_group = name if not user.prime_group is defined else user.prime_group.get('name', name) %}

{%- for group in user.get('groups', []) %}
users_{{ name }}_{{ group }}_group:
  group.present:
    - name: {{ group }}
    {%- if group == 'sudo' %}
    - system: True
    {%- endif %}
{%- endfor %}

users_{{ name }}_user:
  {%- if user.get('createhome', True) in [True, 'yes'] %}
  file.directory:
    - name: {{ home }}
    - user: {{ user.get('homedir_owner', name) }}
    - group: {{ user.get('homedir_group', user_group) }}
    - mode: {{ user.get('user_dir_mode', '0750') }}
    - makedirs: True
    - require:
      - user: users_{{ name }}_user
  {%- endif %}
  user.present:
    - name: {{ name }}
    - home: {{ home }}
    - shell: {{ user.get('shell', users.shell) }}
    {%- if 'uid' in user %}
    - uid: {{ user['uid'] }}
    {%- endif %}
    {%- if 'password' in user and user.password is not none %}
    - password: '{{ user['password'] }}'
    {%- endif %}
    {%- for key in ['enforce_password', 'empty_password', 'system', 'allow_gid_change', 'unique'] if key in user %}
    - {{ key }}: {{ user[key] }}
    {%- endfor %}
    {%- if 'fullname' in user or 'roomnumber' in user %}
    - fullname: {{ user.get('fullname', '') | yaml_encode }}
    - roomnumber: {{ user.get('roomnumber', '') | string | yaml_dquote }}
    - workphone: {{ (user.workphone | default('')) | yaml_squote }}
    {%- endif %}
    - groups: {{ ([user_group] + user.get('groups', [])) | unique | sort | list }}
    {%- if 'optional_groups' in user %}
    - optional_groups:
      {%- for group in user.optional_groups -%}
      {{ '\n      - ' ~ group }}
      {%- endfor %}
    {%- endif %}
    {%- for group in user.get('groups', []) %}
    {{ '- require:\n      ' if loop.first else '  ' }}- group: {{ group }}
    {%- else %}
    - require: []
    {%- endfor %}

{%- for conf, setting in user.get('ssh_config', {}) | dictsort %}
users_ssh_config_{{ name }}_{{ conf }}:
  file.append:
    - name: {{ home | path_join('.ssh', 'config') }}
    - text: |
        Host {{ setting['hostname'] }}
        {%- for opts in setting['options'] %}
          {{ opts | trim | replace('=', ' ') }}
        {%- endfor %}
{%- endfor %}

{%- for key in user.get('ssh_auth', []) %}
{%- do used_auth.append(name) if name not in used_auth %}
users_ssh_auth_{{ name }}_{{ loop.index0 }}:
  ssh_auth.present:
    - user: {{ name }}
    - name: {{ key | tojson }}
{%- endfor %}
{%- endfor %}

{% for name in pillar.get('absent_users', []) | sort(reverse=true) %}
users_absent_user_{{ loop.index }}_{{ name }}:
  user.absent: [{name: {{ name }}}]
{% endfor %}
# {{ used_sudo | length }} sudo, {{ used_auth | join(' ') or 'nobody' }} with keys, on {{ '%(name)s/%(arch)s %(major)03d' % os }}, {{ users | json(sort_keys=True) }}
