/// The program: its commands, its log, and the wiring of all packages.
///
/// Read first: [org.stepgate.cli.Main], [org.stepgate.cli.ControlApi],
/// [org.stepgate.cli.WorkerLog].
///
/// Commands run on the main thread and end with an [org.stepgate.cli.ExitCode]. Those that talk to
/// a server over HTTP load neither the store nor Log4j, so that they start fast. Nothing imports
/// this package.
@NullMarked
package org.stepgate.cli;

import org.jspecify.annotations.NullMarked;
