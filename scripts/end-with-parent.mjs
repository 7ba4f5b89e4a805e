// Loaded before a program that npm start runs: when npm start ends in whatever way, the program ends too.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
