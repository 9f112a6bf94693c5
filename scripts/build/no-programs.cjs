// Stands for `node:child_process` in commander, which asks for it as soon as it is loaded, though no command of ours is a
// program of its own: loading it takes as long as a quarter of a start of Node, since it brings sockets along.
'use strict';

exports.spawn = () => {
  throw new Error('no command is a program of its own');
};
