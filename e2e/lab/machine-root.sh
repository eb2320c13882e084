#!/bin/bash
# The first program of a lab machine, in namespaces of its own. Lays a writable copy of this machine's file tree over the
# real one (nothing a test does on a lab machine can reach the real files), moves into it and stays as process 1.
# Usage: machine-root.sh FOLDER HOSTNAME
set -euo pipefail
folder=$1 name=$2 root=$1/root

mount --make-rprivate /
mkdir -p "$folder"/{upper,work,root,docker}
# What a Gantry on this machine keeps is hidden by a whiteout (an overlay's word for "removed") before anyone can see
# it: removed afterwards, it could grow while it is being removed.
mkdir -p "$folder/upper/var/lib"
mknod "$folder/upper/var/lib/gantry" c 0 0
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t sysfs sysfs "$root/sys"
mount --rbind /sys/fs/cgroup "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
# Docker's own overlays cannot lie on an overlay.
mkdir -p "$root/var/lib/docker"
mount --bind "$folder/docker" "$root/var/lib/docker"
mkdir -p "$root/run/sshd" "$root/run/lock" "$root/.machine"

hostname "$name"
ip link set lo up
cd "$root"
pivot_root . .machine
umount --lazy /.machine
rmdir /.machine
# Programs and shell start files put there by hand on the real machine are no part of a fresh Debian.
rm -rf /usr/local/bin/* /etc/docker /root/.bashrc
touch /run/ready
exec /usr/bin/docker-init -- sleep infinity
