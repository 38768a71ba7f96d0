incus:
  instance_snapshots:
    # VM with services running
    vm-configured:
      instance: ubuntu-vm
      name: post-configuration
      stateful: true
      description: VM after configuration with services running

    # Before OS upgrade (stateless)
    vm-before-upgrade:
      instance: ubuntu-vm
      name: before-os-upgrade
      stateful: false  # Stateless for OS upgrades
      description: VM before operating system upgrade

    # Golden image template
    vm-golden-image:
      instance: template-vm
      name: golden-image
      stateful: false
      description: Template VM golden image
