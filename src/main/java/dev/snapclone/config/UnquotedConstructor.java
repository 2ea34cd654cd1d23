package dev.snapclone.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.Construct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Keeps the text and place of unquoted values besides YAML's result. */
final class UnquotedConstructor extends SafeConstructor {
  UnquotedConstructor(Path file) {
    super(new LoaderOptions());
    for (Tag tag : List.of(Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.TIMESTAMP)) {
      Construct usual = Objects.requireNonNull(yamlConstructors.get(tag));
      yamlConstructors.put(
          tag,
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              return new Unquoted(
                  ((ScalarNode) node).getValue(),
                  usual.construct(node),
                  file + ":" + (node.getStartMark().getLine() + 1));
            }
          });
    }
  }
}
