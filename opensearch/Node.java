import java.util.List;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One node of three, in a process of its own so that a test can kill it: Node FOLDER NUMBER PORT. */
public class Node {
    public static void main(String[] arguments) throws InterruptedException {
        int number = Integer.parseInt(arguments[1]);
        int port = Integer.parseInt(arguments[2]);
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.onBuild((index, settings) -> {
            settings.put("node.name", "node-" + number);
            settings.put("network.host", "127.0.0.1");
            settings.put("http.port", port + number);
            settings.put("transport.port", port + 100 + number);
            settings.put("discovery.type", "zen");
            settings.putList("discovery.seed_hosts", List.of(1, 2, 3).stream()
                .map(other -> "127.0.0.1:" + (port + 100 + other)).toList());
            settings.putList("cluster.initial_cluster_manager_nodes", "node-1", "node-2", "node-3");
            // A full disk of the machine is no reason to hold back the few kilobytes of a test.
            settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
        });
        runner.build(OpenSearchRunner.newConfigs()
            .basePath(arguments[0]).numOfNode(1).clusterName("cableroom-" + port));
        Thread.currentThread().join();
    }
}
