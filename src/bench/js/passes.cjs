// Runs a state machine one execution after the other in this process, in memory, by the package
// aws-local-stepfunctions, and prints executions per second: passes.cjs DEFINITION
const { StateMachine } = require('aws-local-stepfunctions');
const { readFileSync } = require('node:fs');

const machine = new StateMachine(JSON.parse(readFileSync(process.argv[2], 'utf8')));

async function rate(seconds) {
  const end = performance.now() + seconds * 1000;
  let ended = 0;
  while (performance.now() < end) {
    await machine.run({ sku: 'A1', quantity: 2 }).result;
    ended++;
  }
  return ended / seconds;
}

rate(1).then(() => rate(3)).then((rate) => console.log(Math.round(rate)));
