package org.stepgate.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A chain of a store that is a list of lines.
final class ListedStore implements StoreChain {
  final List<String> lines = new ArrayList<>();
  private ChainHead head = ChainHead.NONE;

  ChainHead add(AuditRecord entry) {
    ChainLine line = ChainLine.after(head, entry.text());
    lines.add(line.toString());
    head = line.head();
    return head;
  }

  @Override
  public void forEach(Consumer<String> line) {
    lines.forEach(line);
  }

  @Override
  public Optional<ChainHead> headAt(long sequence) {
    return lines.stream()
        .map(line -> ChainLine.parse(line).head())
        .filter(known -> known.sequence() == sequence)
        .findFirst();
  }
}
