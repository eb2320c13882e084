-- Cloud Native Buildpacks as a build pack.
ALTER TYPE "BuildPack" ADD VALUE 'buildpacks';
