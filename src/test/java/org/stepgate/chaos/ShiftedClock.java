package org.stepgate.chaos;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/// An agent that shifts the wall clock of a Java process by what a file says, in seconds: whatever
/// asks `Instant.now()` or a system clock sees it jump. `System.nanoTime()` goes on as it is, as
/// CLOCK_MONOTONIC does when the clock of a real machine is set.
///
/// libfaketime does the same for any program, but makes a worker's start ten times as expensive.
public final class ShiftedClock {
  private static final long BETWEEN_LOOKS_MILLIS = 50;
  private static volatile long seconds;

  private ShiftedClock() {}

  /// Called by the JVM before the program.
  ///
  /// @param argument the jar of this agent and the file with the seconds, with a comma in between
  public static void premain(String argument, Instrumentation instrumentation) throws Exception {
    String[] parts = argument.split(",", -1);
    // Before the bootstrap loader knows a class of that name too.
    var shift = new Shift();
    instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(parts[0]));
    instrumentation.addTransformer(shift, true);
    instrumentation.retransformClasses(Clock.class);
    // This very class, as the clock sees it.
    Class.forName(ShiftedClock.class.getName(), true, null)
        .getMethod("follow", String.class)
        .invoke(null, parts[1]);
  }

  /// Reads the file again and again.
  public static void follow(String file) throws IOException {
    Path path = Path.of(file);
    seconds = read(path);
    Thread.ofPlatform().daemon().start(() -> followForEver(path));
  }

  private static void followForEver(Path path) {
    try {
      while (true) {
        seconds = read(path);
        TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
      }
    } catch (IOException | InterruptedException e) {
      System.err.println("the clock goes on as it is: " + e);
    }
  }

  private static long read(Path path) throws IOException {
    return Long.parseLong(Files.readString(path).strip());
  }

  /// What the clock says in place of `now`.
  public static Instant shifted(Instant now) {
    return now.plusSeconds(seconds);
  }

  /// Makes a jar of this agent.
  static void write(Path jar) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", ShiftedClock.class.getName());
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Class<?> part : new Class<?>[] {ShiftedClock.class, Shift.class}) {
        String name = part.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(name));
        try (var in = part.getClassLoader().getResourceAsStream(name)) {
          in.transferTo(out);
        }
        out.closeEntry();
      }
    }
  }

  /// Has `Clock.currentInstant()` return another moment.
  static final class Shift implements ClassFileTransformer {
    private static final ClassDesc INSTANT = ClassDesc.of("java.time.Instant");

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] bytes) {
      if (!"java/time/Clock".equals(name)) {
        return null;
      }
      var classFile = ClassFile.of();
      return classFile.transformClass(
          classFile.parse(bytes),
          ClassTransform.transformingMethodBodies(
              method -> method.methodName().equalsString("currentInstant"),
              (code, element) -> {
                if (element instanceof ReturnInstruction) {
                  code.invokestatic(
                      ClassDesc.of(ShiftedClock.class.getName()),
                      "shifted",
                      MethodTypeDesc.of(INSTANT, INSTANT));
                }
                code.with(element);
              }));
    }
  }
}
