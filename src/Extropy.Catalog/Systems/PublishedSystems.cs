using System.Collections.Immutable;

namespace Extropy.Catalog.Systems;

/// <summary>The 48 published systems, in the order of the catalogue: flagship, learning, search, decisions, models, analysis.</summary>
public static class PublishedSystems
{
    /// <summary>All rows.</summary>
    public static ImmutableArray<PublishedSystem> All { get; } =
    [
        new("bes", "Bidirectional Evolutionary Search", "2605.28814", "Search, Learning, Evolution", "search strategy, rollout strategy, evolution") { Experiments = ["bes-theory", "bes-toy", "bes-logical", "bes-open-problems"] },
        new("clip-cov", "The Entropy Mechanism of RL for Reasoning LMs", "2505.22617", "Learning", "token weight; token loss; R = −a·e^H + b analyser") { Alias = "kl-cov" },
        new("steer", "Rethinking Entropy Interventions in RLVR", "2510.10150", "Learning", "token weight"),
        new("erpo", "Token-Level Entropy-Regulated Policy Optimization", "2603.28204", "Learning", "advantage shaper"),
        new("entrocraft", "Precise Entropy Curve Control", "2604.26326", "Learning", "rollout filter + entropy schedule"),
        new("empg", "Entropy-Modulated Policy Gradients", "2509.09265", "Learning", "advantage shaper over steps"),
        new("lp-reg", "Low-probability Regularization", "2510.03222", "Learning", "regularizer"),
        new("dgpo", "Distribution Guided Policy Optimization", "2605.03327", "Learning", "advantage shaper"),
        new("aepo-arbitrary", "Arbitrary Entropy Policy Optimization", "2510.08141", "Learning", "controller + regularizer"),
        new("entropy-dynamics", "Entropy Dynamics in RFT (Clip_B, Clip_V)", "2602.03392", "Learning", "token weight; predicted-against-measured analyser"),
        new("dcpo", "Distribution-Centric Policy Optimization", "2601.12730", "Learning", "controller + advantage"),
        new("epo", "Entropy-regularized Policy Optimization for agents", "2509.22576", "Learning", "regularizer + controller"),
        new("siren", "Selective Entropy Regularization", "2509.25133", "Learning", "regularizer"),
        new("aepo-ares", "ARES, Difficulty-Aware Entropy Shaping", "2510.08457", "Learning", "rollout strategy + reward shaper + controller"),
        new("dsdr", "Dual-Scale Diversity Regularization", "2602.19895", "Learning", "reward shaper + regularizer"),
        new("hicra", "Emergent Hierarchical Reasoning (HICRA)", "2509.03646", "Learning", "advantage shaper; semantic-entropy analyser"),
        new("attention-entropy", "Not All Tokens Learn Alike", "2605.07660", "Learning", "token weight"),
        new("cure", "Critical-Token-Guided Re-Concatenation", "2508.11016", "Search, Learning", "rollout strategy"),
        new("hapo", "Heterogeneous Adaptive Policy Optimization", "2509.16591", "Learning", "sampling controller, estimator, shaper, clip"),
        new("safe", "Stable Alignment Finetuning (SAFE)", "2602.04651", "Learning", "actor-critic, controller"),
        new("echo", "Entropy-Confidence Hybrid Optimization", "2602.02150", "Search, Learning", "rollout strategy, shaper, clip"),
        new("light-if", "Light-IF (Entropy-SFT, TEA-RL)", "2508.03178", "Learning", "SFT loss, regularizer, constraint rewards"),
        new("distil", "Distributional DAgger (DistIL)", "2606.05152", "Learning", "distillation"),
        new("kl-trajectories", "Decoupling KL and Trajectories", "2605.16826", "Learning", "distillation + length curriculum"),
        new("differential-information", "Differential Information (DPO)", "2505.23761", "Learning", "preference + analyser"),
        new("rlhf-randomization", "Preference-based RL via Randomization", "2310.14554", "Decisions", "learner"),
        new("alignment-asymptotics", "Asymptotics of LM Alignment", "2404.01730", "Analysis", "analyser"),
        new("epf", "Entropic Particle Filtering", "2510.05825", "Search", "strategy + resampling"),
        new("c-ip", "Conformal Information Pursuit", "2507.03279", "Search", "interactive querying"),
        new("claps", "Clustering and Pruning for Prompt Search", "2310.12774", "Search", "prompt search"),
        new("diffadapt", "Difficulty-Adaptive Reasoning", "2510.19669", "Search", "sampling controller"),
        new("mas-entropy", "Multi-Agent Collaboration: Entropy Judger", "2602.04234", "Search", "selector"),
        new("llm-go", "LLM-guided reaction optimisation against BO", "2509.00103", "Search", "campaign optimiser"),
        new("xdiffuser", "Plan First, Diffuse Later", "2605.16863", "Decisions", "planner"),
        new("bq-nco", "Bisimulation Quotienting for NCO", "2301.03313", "Decisions", "solver"),
        new("stepmix", "Conservative Exploration (StepMix, EpsMix)", "2306.06265", "Decisions", "learner"),
        new("neubay", "Model-Based Offline RL Without Conservatism", "2512.04341", "Decisions", "learner"),
        new("offline-mbrl", "Design Choices in Offline Model-Based RL", "2110.04135", "Decisions", "learner + tuner"),
        new("entropyprune", "Matrix Entropy Guided Token Pruning", "2602.17196", "Models", "pruner"),
        new("entropy-guided-attention", "Entropy-Guided Attention for Private LLMs", "2501.03489", "Learning", "architecture + regularizer"),
        new("eafo-crrelu", "Searching Better Activation Functions", "2405.12954", "Analysis, Learning", "activation"),
        new("mec-b", "Minimum Entropy Coupling with Bottleneck", "2410.21666", "Analysis", "solver"),
        new("cs-ib", "Cauchy–Schwarz Information Bottleneck", "2404.17951", "Analysis, Learning", "loss"),
        new("koopman", "Information Shapes Koopman Representation", "2510.13025", "Analysis, Learning", "model"),
        new("local-lipschitz", "Local Lipschitz via Bound Propagation", "2210.07394", "Analysis", "certifier"),
        new("lipsdp", "LipSDP beyond Slope-Restricted Activations", "2401.14033", "Analysis", "certifier"),
        new("bilevel-maid", "Adaptively Inexact Bilevel (MAID)", "2308.10098", "Analysis", "solver"),
        new("ghosts-of-softmax", "Ghosts of Softmax", "2603.13552", "Analysis, Learning", "step-size controller"),
    ];

    /// <summary>The row with this id or alias, or null. Case is ignored.</summary>
    public static PublishedSystem? Find(string id) =>
        All.FirstOrDefault(system => string.Equals(system.Id, id, StringComparison.OrdinalIgnoreCase)
            || string.Equals(system.Alias, id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The row that an experiment belongs to, or null.</summary>
    public static PublishedSystem? OfExperiment(string experiment) =>
        All.FirstOrDefault(system => system.Experiments.Contains(experiment, StringComparer.OrdinalIgnoreCase));
}
