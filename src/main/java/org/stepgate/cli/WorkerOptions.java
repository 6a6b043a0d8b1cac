package org.stepgate.cli;

import java.nio.file.Path;
import org.stepgate.fastcgi.ListenAddress;

/// What a worker is told on its command line.
///
/// @param listen where it listens
/// @param configuration the directory of `stepgate.yaml`; absolute
/// @param state the directory of database, payloads and logs; absolute, exists
/// @param demo whether callers on this host may use the demo issuer and the keys that everybody
///   knows, and do everything where there are no policies
record WorkerOptions(ListenAddress listen, Path configuration, Path state, boolean demo) {}
