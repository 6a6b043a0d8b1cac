package org.stepgate.embedded;

import java.util.List;
import org.stepgate.store.MachineRow;
import org.stepgate.store.Store;
import org.stepgate.store.TaggedResource;
import org.stepgate.store.Write;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.Tag;
import org.stepgate.workflow.WorkflowException;

/// The operations on tags.
final class ResourceTags {
  private static final int MOST = 50;
  private static final String RESERVED = "aws:";

  private final MachineLedger ledger;
  private final Store store;

  /// Something that is there and may have tags.
  private record Found(TaggedResource resource, boolean changeable) {}

  ResourceTags(MachineLedger ledger) {
    this.ledger = ledger;
    this.store = ledger.store();
  }

  /// @throws WorkflowException `TooManyTags`, `ValidationException`
  static void require(List<Tag> tags) {
    if (tags.stream().map(Tag::key).distinct().count() > MOST) {
      throw tooMany();
    }
    if (tags.stream().anyMatch(tag -> tag.key().startsWith(RESERVED))) {
      throw WorkflowException.validation(
          "aws: prefixed tag key names are not allowed for external use.");
    }
  }

  private static WorkflowException tooMany() {
    return new WorkflowException("TooManyTags", "Too Many Tags: a resource has at most " + MOST);
  }

  /// TagResource.
  void tag(String account, String resourceArn, List<Tag> tags) throws InterruptedException {
    TaggedResource resource = changeable(account, resourceArn);
    require(tags);
    if (!Futures.get(store.write(new Write.ChangeTags(resource, tags, List.of(), MOST)))) {
      throw tooMany();
    }
  }

  /// UntagResource.
  void untag(String account, String resourceArn, List<String> keys) throws InterruptedException {
    TaggedResource resource = changeable(account, resourceArn);
    Futures.get(store.write(new Write.ChangeTags(resource, List.of(), keys, MOST)));
  }

  /// ListTagsForResource.
  List<Tag> list(String account, String resourceArn) {
    return store.tags(find(account, resourceArn).resource);
  }

  private TaggedResource changeable(String account, String resourceArn) {
    Found found = find(account, resourceArn);
    if (!found.changeable) {
      throw WorkflowException.accessDenied(
          "'" + resourceArn + "' comes from the configuration and can only be changed there");
    }
    return found.resource;
  }

  private Found find(String account, String resourceArn) {
    StatesArn arn = StatesArn.parse(resourceArn);
    if (arn instanceof StatesArn.Machine machine
        && machine.qualifier() == null
        && machine.label() == null
        && ledger.isOwn(account, machine)) {
      return store
          .machine(ledger.arns().id(machine))
          .map(ResourceTags::ofMachine)
          .orElseThrow(() -> WorkflowException.noSuchResource(resourceArn));
    }
    throw WorkflowException.noSuchResource(resourceArn);
  }

  private static Found ofMachine(MachineRow row) {
    return new Found(TaggedResource.machine(row.id()), !row.fromFiles());
  }
}
