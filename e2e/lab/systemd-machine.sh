#!/bin/bash
# A machine with systemd as process 1, on a writable copy of this machine's file tree. Its network has the loopback interface
# alone. Usage: systemd-machine.sh FOLDER CHECKOUT
set -euo pipefail
folder=$1 checkout=$2

mount --make-rprivate /
mkdir -p "$folder"/{upper,work,root}
# What a Gantry on this machine keeps or has installed is hidden by a whiteout (an overlay's word for "removed").
for path in var/lib/gantry opt/gantry etc/gantry; do
  mkdir -p "$folder/upper/$(dirname "$path")"
  mknod "$folder/upper/$path" c 0 0
done
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" "$folder/root"
# Not registered, and in no unit: the machine below may have no systemd itself. Up to basic.target: services that happen
# to be installed here are none of the test's business.
exec systemd-nspawn --quiet --register=no --keep-unit --private-network --console=pipe --boot \
  --bind-ro="$checkout:/srv/gantry" --directory="$folder/root" --machine=gantry-systemd systemd.unit=basic.target
